import Glibc
import Locks

/// A compiled regular expression of the C library (POSIX, extended), which is asked by one thread at a time.
final class RegularExpression: Sendable {
    private let compiled: Lock<regex_t>

    /// Compiles an expression.
    init(_ text: String, ignoresCase: Bool) throws(TextPattern.Fault) {
        var expression = regex_t()
        let status = regcomp(&expression, text, REG_EXTENDED | REG_NOSUB | (ignoresCase ? REG_ICASE : 0))
        guard status == 0 else {
            var message = [CChar](repeating: 0, count: 200)
            let count = regerror(status, &expression, &message, message.count)
            let bytes = message.prefix(max(count - 1, 0)).map { UInt8(bitPattern: $0) }
            throw TextPattern.Fault(reason: String(decoding: bytes, as: UTF8.self).lowercased())
        }
        compiled = Lock(expression)
    }

    deinit {
        compiled.withLock { regfree(&$0) }
    }

    /// Whether it fits a part of a text.
    func isFound(in text: String) -> Bool {
        // To hand over the text itself would copy it.
        compiled.withLock { expression in text.withCString { regexec(&expression, $0, 0, nil, 0) == 0 } }
    }
}
