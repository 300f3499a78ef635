/// Walks over UTF-8 bytes and builds values, stopping where CPython's C scanner stops.
///
/// The order of the checks is CPython's (`Modules/_json.c`), because which of two faults is reported, and at which
/// character, follows from it.
struct JSONScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    let limits: JSONParser
    /// The index of the next byte to look at.
    var index: Int
    /// How many arrays and objects are open.
    var depth = 0
    /// The UTF-16 code units of the string scanned last, if it held lone surrogates; else empty.
    var surrogateUnits: [UInt16] = []
    /// A number from 0 to 63 made of the string scanned last: equal for equal strings, mostly different for others.
    var fingerprint: UInt8 = 0

    init(bytes: UnsafeBufferPointer<UInt8>, start: Int, limits: JSONParser) {
        self.bytes = bytes
        self.limits = limits
        self.index = start
    }

    /// The next byte, or zero at the end: zero is no part of JSON's grammar outside strings.
    var next: UInt8 { index < bytes.count ? bytes[index] : 0 }

    /// Scans white space, a value, white space and the end.
    mutating func scanDocument() throws(JSONScanFailure) -> JSONValue {
        skipWhitespace()
        let value = try scanValue()
        skipWhitespace()
        guard index == bytes.count else { throw failure(.extraData) }
        return value
    }

    /// A failure at the next byte.
    func failure(_ reason: JSONScanFailure.Reason) -> JSONScanFailure {
        JSONScanFailure(reason: reason, offset: index)
    }

    private mutating func skipWhitespace() {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): index += 1
            default: return
            }
        }
    }

    private mutating func scanValue() throws(JSONScanFailure) -> JSONValue {
        switch next {
        case UInt8(ascii: "\""): return try scanStringValue()
        case UInt8(ascii: "{"): return try scanObject()
        case UInt8(ascii: "["): return try scanArray()
        case UInt8(ascii: "t") where skip("true"): return .bool(true)
        case UInt8(ascii: "f") where skip("false"): return .bool(false)
        case UInt8(ascii: "n") where skip("null"): return .null
        case UInt8(ascii: "N") where limits.allowsNonFiniteLiterals && skip("NaN"): return .double(.nan)
        case UInt8(ascii: "I") where limits.allowsNonFiniteLiterals && skip("Infinity"): return .double(.infinity)
        case UInt8(ascii: "-") where limits.allowsNonFiniteLiterals && skip("-Infinity"): return .double(-.infinity)
        default: return try scanNumber()
        }
    }

    /// Steps over a literal if it comes next.
    private mutating func skip(_ literal: StaticString) -> Bool {
        let length = literal.utf8CodeUnitCount
        guard index + length <= bytes.count else { return false }
        for offset in 0..<length where bytes[index + offset] != literal.utf8Start[offset] { return false }
        index += length
        return true
    }

    private mutating func scanArray() throws(JSONScanFailure) -> JSONValue {
        depth += 1
        guard depth <= limits.maximumDepth else { throw failure(.tooDeepArray) }
        index += 1
        skipWhitespace()
        var elements: [JSONValue] = []
        if next != UInt8(ascii: "]") {
            while true {
                elements.append(try scanValue())
                skipWhitespace()
                if next == UInt8(ascii: "]") { break }
                guard next == UInt8(ascii: ",") else { throw failure(.comma) }
                index += 1
                skipWhitespace()
            }
        }
        index += 1
        depth -= 1
        return .array(elements)
    }

    private mutating func scanObject() throws(JSONScanFailure) -> JSONValue {
        depth += 1
        guard depth <= limits.maximumDepth else { throw failure(.tooDeepObject) }
        index += 1
        skipWhitespace()
        var members: [JSONObject.Member] = []
        var seenKeys = JSONKeySet()
        if next != UInt8(ascii: "}") {
            members.reserveCapacity(depth == 1 ? 16 : 4)
            while true {
                guard next == UInt8(ascii: "\"") else { throw failure(.propertyName) }
                let key = try scanString()
                let surrogateKey = surrogateUnits.isEmpty ? nil : surrogateUnits
                let earlier = seenKeys.insert(key, surrogateKey, fingerprint: fingerprint, after: members)
                skipWhitespace()
                guard next == UInt8(ascii: ":") else { throw failure(.colon) }
                index += 1
                skipWhitespace()
                let value = try scanValue()
                if let earlier {
                    members[earlier].value = value
                } else {
                    members.append(JSONObject.Member(key: key, surrogateKey: surrogateKey, value: value))
                }
                skipWhitespace()
                if next == UInt8(ascii: "}") { break }
                guard next == UInt8(ascii: ",") else { throw failure(.comma) }
                index += 1
                skipWhitespace()
            }
        }
        index += 1
        depth -= 1
        return .object(JSONObject(members: members))
    }
}
