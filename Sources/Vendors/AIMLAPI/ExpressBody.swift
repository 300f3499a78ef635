import HTTP
import JSON

/// Reads a request body as Express's `express.json()` does in strict mode
/// (https://github.com/expressjs/body-parser, `lib/types/json.js`).
enum ExpressBody {
    /// The body's value, or why it is refused; nil for a body that is empty or not announced as JSON, which is not
    /// read.
    static func read(_ call: Call) -> Result<JSONValue?, ExpressBodyFault> {
        guard case .bytes(let bytes) = call.body else { return .failure(.tooLarge) }
        guard !bytes.isEmpty, isJSON(call.fields["Content-Type"]) else { return .success(nil) }
        switch Result(catching: { try parser.parse(bytes) }) {
        case .success(.object(let object)): return .success(.object(object))
        case .success(.array(let array)): return .success(.array(array))
        case .success, .failure: return readAsJavaScript(bytes)
        }
    }

    /// Decides as JavaScript does about what is no object and no array, or what the parser refuses.
    private static func readAsJavaScript(_ bytes: [UInt8]) -> Result<JSONValue?, ExpressBodyFault> {
        // Bytes that are not UTF-8 become U+FFFD, and a byte order mark is dropped.
        var text = Array(String(decoding: bytes, as: UTF8.self).utf16)
        if text.first == 0xFEFF { text.removeFirst() }
        guard let start = text.firstIndex(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            return .failure(.syntax("Unexpected end of JSON input"))
        }
        guard text[start] == 0x7B || text[start] == 0x5B else {
            return .failure(.syntax(strictMessage(for: text, start: start)))
        }
        if let error = JavaScriptSyntaxError(in: text) { return .failure(.syntax(error.message)) }
        do {
            return .success(try parser.parse(Array(String(decoding: text, as: UTF16.self).utf8)))
        } catch {
            return .failure(.syntax(error.description))
        }
    }

    /// What body-parser says of a bare scalar: it lets the engine complain about the same text with everything from
    /// its first character on replaced by `#`, and puts the characters back.
    private static func strictMessage(for text: [UInt16], start: Int) -> String {
        let masked = text[..<start] + Array(repeating: hash, count: text.count - start)
        guard let error = JavaScriptSyntaxError(in: Array(masked)) else { return "strict violation" }
        var message: [UInt16] = []
        var run = 0
        for unit in error.message.utf16 {
            if unit == hash {
                message.append(text[start + run])
                run += 1
            } else {
                run = 0
                message.append(unit)
            }
        }
        return String(decoding: message, as: UTF16.self)
    }

    private static let hash: UInt16 = 0x23

    /// JavaScript has no literal for a number that is not finite, and integers of any length.
    private static let parser = JSONParser(maximumIntegerDigits: .max, allowsNonFiniteLiterals: false)

    /// Whether a media type is `application/json`, whatever its parameters.
    private static func isJSON(_ contentType: String?) -> Bool {
        guard let contentType else { return false }
        // How nearly every client writes it.
        if contentType == "application/json" { return true }
        let type = contentType.prefix { $0 != ";" }.lowercased()
        return type.split(separator: " ").elementsEqual(["application/json"])
    }
}

/// Why a body cannot be read.
enum ExpressBodyFault: Error, Hashable {
    case tooLarge
    case syntax(String)
}
