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
        try scanEnd()
        return value
    }

    /// Scans white space and the end.
    mutating func scanEnd() throws(JSONScanFailure) {
        skipWhitespace()
        guard index == bytes.count else { throw failure(.extraData) }
    }

    /// A failure at the next byte.
    func failure(_ reason: JSONScanFailure.Reason) -> JSONScanFailure {
        JSONScanFailure(reason: reason, offset: index)
    }

    mutating func skipWhitespace() {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): index += 1
            default: return
            }
        }
    }

    mutating func scanValue() throws(JSONScanFailure) -> JSONValue {
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
    mutating func skip(_ literal: StaticString) -> Bool {
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
        var members: [JSONObject.Member] = []
        var seenKeys = JSONKeySet()
        if try beginMembers() {
            members.reserveCapacity(depth == 1 ? 16 : 4)
            repeat {
                guard next == UInt8(ascii: "\"") else { throw failure(.propertyName) }
                let key = try scanString()
                let surrogateKey = surrogateUnits.isEmpty ? nil : surrogateUnits
                let earlier = seenKeys.insert(key, surrogateKey, fingerprint: fingerprint, after: members)
                try scanColon()
                let value = try scanValue()
                if let earlier {
                    members[earlier].value = value
                } else {
                    members.append(JSONObject.Member(key: key, surrogateKey: surrogateKey, value: value))
                }
            } while try hasNextMember()
        }
        endMembers()
        return .object(JSONObject(members: members))
    }

    /// Steps into the object whose brace comes next, to its first key; tells whether there is one.
    mutating func beginMembers() throws(JSONScanFailure) -> Bool {
        depth += 1
        guard depth <= limits.maximumDepth else { throw failure(.tooDeepObject) }
        index += 1
        skipWhitespace()
        return next != UInt8(ascii: "}")
    }

    /// Steps over the colon behind a key, to the value.
    mutating func scanColon() throws(JSONScanFailure) {
        skipWhitespace()
        guard next == UInt8(ascii: ":") else { throw failure(.colon) }
        index += 1
        skipWhitespace()
    }

    /// Steps over the comma behind a member, to the next key; tells whether there is one or the object ends.
    mutating func hasNextMember() throws(JSONScanFailure) -> Bool {
        skipWhitespace()
        if next == UInt8(ascii: "}") { return false }
        guard next == UInt8(ascii: ",") else { throw failure(.comma) }
        index += 1
        skipWhitespace()
        return true
    }

    /// Steps over the closing brace of an object.
    mutating func endMembers() {
        index += 1
        depth -= 1
    }
}
