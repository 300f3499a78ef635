import JSON

/// Parses bytes as CPython and as JavaScript do; what was accepted has to come back from what is written of it.
func fuzzJSON(_ bytes: [UInt8]) {
    for parser in [JSONParser(), JSONParser(maximumIntegerDigits: .max, allowsNonFiniteLiterals: false)] {
        let value: JSONValue
        do throws(JSONParseError) {
            value = try parser.parse(bytes)
        } catch {
            demand((0...bytes.count).contains(error.byteOffset), "the fault is said to be outside: \(error)")
            demand(!parser.readMembers(of: bytes, under: keys) { _, _ in }, "a faulty document has members")
            continue
        }
        checkMembers(of: value, in: bytes, parser)
        let layouts = [JSONStyle.Layout.compact, .spaced, .indented]
        let style = JSONStyle(
            numbers: .python,
            layout: layouts[Int(Pieces.digest(of: bytes) % 3)],
            nonFiniteNumbers: .literals,
            loneSurrogates: .escaped
        )
        guard let written = try? JSONWriter.write(value, style: style) else { fatalError("it cannot be written") }
        guard let read = try? JSONParser(maximumIntegerDigits: .max).parse(written) else {
            fatalError("what was written cannot be read: \(String(decoding: written, as: UTF8.self))")
        }
        demand(read.isSame(as: value), "another value comes back: \(String(decoding: written, as: UTF8.self))")
        _ = try? JSONWriter.write(value, style: .python)
        guard (try? JSONWriter.write(value, style: .javaScript)) != nil else {
            fatalError("JavaScript cannot write it")
        }
    }
}

private let keyNames = ["a", "prompt", "num_images", "\u{e9}", ""]
private let keys = JSONKeys(keyNames)

/// Members that are read without the object have to be those that the object has.
private func checkMembers(of value: JSONValue, in bytes: [UInt8], _ parser: JSONParser) {
    var found: [Int: JSONValue] = [:]
    guard parser.readMembers(of: bytes, under: keys, { found[$0] = $1 }) else { return }
    guard case .object(let object) = value else { fatalError("what is no object has members") }
    for (place, name) in keyNames.enumerated() {
        switch (object[name], found[place]) {
        case (nil, nil): break
        case (let one?, let other?): demand(one.isSame(as: other), "the member \(name) differs")
        default: fatalError("the member \(name) is there only once")
        }
    }
}

extension JSONValue {
    /// Whether two values are alike, NaN and NaN included.
    func isSame(as other: JSONValue) -> Bool {
        switch (self, other) {
        case (.double(let one), .double(let other)):
            return one.bitPattern == other.bitPattern || one.isNaN && other.isNaN
        case (.array(let one), .array(let other)):
            return one.count == other.count && zip(one, other).allSatisfy { $0.isSame(as: $1) }
        case (.object(let one), .object(let other)):
            return one.members.count == other.members.count
                && zip(one.members, other.members).allSatisfy {
                    $0.key.utf8.elementsEqual($1.key.utf8) && $0.surrogateKey == $1.surrogateKey
                        && $0.value.isSame(as: $1.value)
                }
        case (.string(let one), .string(let other)):
            return one.utf8.elementsEqual(other.utf8)
        default:
            return self == other
        }
    }
}
