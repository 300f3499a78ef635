import JSON

extension Receipt {
    /// The receipt as files carry it: one compact JSON object in ASCII, its members always in the same order.
    public var json: String { asciiJSON(.object(object)) }

    /// The receipt's members in their order.
    var object: JSONObject {
        var object: JSONObject = [
            "fauxto": .string(version),
            "vendor": .string(vendor),
            "model": .string(model),
            "request": .string(request),
            "promptSHA256": .string(promptDigest),
            "seed": .bigInteger(seed),
            "index": .integer(index),
            "count": .integer(count),
            "width": .integer(width),
            "height": .integer(height),
        ]
        if let strength { object["strength"] = .double(strength) }
        object["recipe"] = .string(recipe.hexadecimal)
        return object
    }

    /// Reads what `json` gives; members that it does not know are passed over.
    ///
    /// - Returns: The receipt; nil when the text is not JSON, or a member is missing or not of its kind.
    public init?(json: String) {
        guard case .object(let object) = try? JSONParser.parse(Array(json.utf8)),
            let version = object["fauxto"]?.plainText,
            let vendor = object["vendor"]?.plainText,
            let model = object["model"]?.plainText,
            let request = object["request"]?.plainText,
            let promptDigest = object["promptSHA256"]?.plainText,
            let seed = object["seed"]?.digits,
            let index = object["index"]?.number(in: 0...Int.max),
            let count = object["count"]?.number(in: 1...Int.max),
            let width = object["width"]?.number(in: Recipe.sideRange),
            let height = object["height"]?.number(in: Recipe.sideRange),
            let recipeText = object["recipe"]?.plainText,
            let recipe = UInt64(recipeText, radix: 16), recipe.hexadecimal == recipeText
        else { return nil }
        var strength: Double?
        if let member = object["strength"] {
            guard let fraction = member.fraction else { return nil }
            strength = fraction
        }
        self.init(
            version: version,
            vendor: vendor,
            model: model,
            request: request,
            promptDigest: promptDigest,
            seed: seed,
            index: index,
            count: count,
            width: width,
            height: height,
            strength: strength,
            recipe: recipe
        )
    }
}

/// Writes a value as compact JSON with an escape for everything beyond ASCII, so that no reader can take it for another
/// encoding's text.
func asciiJSON(_ value: JSONValue) -> String {
    // In this style there is nothing that cannot be written.
    let style = JSONStyle(numbers: .python, nonFiniteNumbers: .null, loneSurrogates: .escaped)
    var writer = JSONWriter(style: style)
    writer.value(value)
    let text = String(decoding: writer.bytes, as: UTF8.self)
    guard text.utf8.contains(where: { $0 >= 0x7F }) else { return text }
    return text.utf16.map { $0 < 0x7F ? String(UnicodeScalar(UInt8($0))) : "\\u" + $0.hexadecimal }.joined()
}

extension JSONValue {
    fileprivate var plainText: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// An integer of any size, in decimal digits.
    fileprivate var digits: String? {
        switch self {
        case .integer(let number): String(number)
        case .bigInteger(let digits): digits
        default: nil
        }
    }

    fileprivate func number(in range: ClosedRange<Int>) -> Int? {
        if case .integer(let number) = self, range.contains(number) { number } else { nil }
    }

    /// A number within 0…1.
    fileprivate var fraction: Double? {
        let number: Double
        switch self {
        case .integer(let whole): number = Double(whole)
        case .double(let value): number = value
        default: return nil
        }
        return (0...1).contains(number) ? number : nil
    }
}
