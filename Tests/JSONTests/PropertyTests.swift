import JSON
import Testing

@Suite struct `For any value or bytes` {
    @Test(arguments: [JSONStyle.Layout.compact, .spaced, .indented])
    func `what is written reads back as the same value`(layout: JSONStyle.Layout) throws {
        var style = JSONStyle.python
        style.layout = layout
        style.loneSurrogates = .escaped
        style.nonFiniteNumbers = .literals
        var generator = SplitMix(state: 8259)
        for _ in 0..<2_000 {
            let value = generator.value(depth: 4)
            let bytes = try JSONWriter.write(value, style: style)
            #expect(try JSONParser.parse(bytes) == value, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `random bytes and damaged documents end in a value or in a failure within them`() {
        var generator = SplitMix(state: 3629)
        let pieces = [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u12", "\\ud800", "1", "-", "e", ".", "é", "tru", " ", "\n",
        ]
        for round in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<generator.next(below: 40) {
                if round % 2 == 0 {
                    bytes.append(UInt8(generator.next(below: 256)))
                } else {
                    bytes += Array(pieces[generator.next(below: pieces.count)].utf8)
                }
            }
            if let error = failure(of: bytes) {
                #expect(0...bytes.count ~= error.byteOffset)
                #expect(error.position <= error.byteOffset)
            }
            do throws(SourceDiagnostic) {
                _ = try JSON5Parser.parse(bytes, file: "f")
            } catch {
                #expect(error.location.line >= 1 && error.location.column >= 1)
            }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a large document takes time in proportion to its size`() throws {
        let keys = (0..<50_000).map { #""a\#($0)z":"\n\#($0)""# }.joined(separator: ",")
        guard case .object(let object) = try parse("{\(keys)}") else { throw ParserTestError.notAnObject }
        #expect(object.members.count == 50_000)
        let open = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(failure(of: open)?.kind == .tooDeep)
        #expect(
            failure(of: [UInt8(ascii: "\"")] + [UInt8](repeating: 0xC3, count: 1_000_000))?.kind == .invalidEncoding
        )
    }
}

/// A small seeded generator (Steele, Lea and Flood 2014), so that a failure can be repeated.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func next(below limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func value(depth: Int) -> JSONValue {
        switch next(below: depth == 0 ? 7 : 9) {
        case 0: return .null
        case 1: return .bool(next(below: 2) == 0)
        case 2: return .integer(Int(truncatingIfNeeded: next()) >> next(below: 64))
        case 3: return .bigInteger((next(below: 2) == 0 ? "-" : "") + "9\(UInt64.max - next() % 1_000)")
        case 4:
            let number = Double(bitPattern: next())
            return .double(number.isNaN ? 0.5 : number)
        case 5: return .string(text())
        case 6: return .surrogateString([UInt16(0x41 + next(below: 20_000)), 0xD800, UInt16(next(below: 0xD800))])
        case 7: return .array((0..<next(below: 6)).map { _ in value(depth: depth - 1) })
        default:
            var object = JSONObject()
            for _ in 0..<next(below: 6) { object[text()] = value(depth: depth - 1) }
            return .object(object)
        }
    }

    mutating func text() -> String {
        var text = ""
        for _ in 0..<next(below: 24) {
            let limit: UInt32 = [0x30, 0x80, 0x80, 0x800, 0x11_0000][next(below: 5)]
            text.unicodeScalars.append(Unicode.Scalar(UInt32(next(below: Int(limit)))) ?? "?")
        }
        return text
    }
}
