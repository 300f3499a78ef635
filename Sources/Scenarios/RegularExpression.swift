import CRegularExpressions

/// A compiled regular expression: RE2's, in which a search takes time linear in the text and memory that is bounded.
///
/// Any number of threads may search with it at a time.
final class RegularExpression: Sendable {
    /// Bytes that an expression may have at most: to compile a longer one could take 100 MB for a moment.
    static let mostBytes = 4_000

    /// How much memory an expression may take, by its size; nearly all are small, and there may be ten thousand.
    private static let grades: [(mostInstructions: Int, memory: Int)] = [
        (32, 24 << 10), (500, 128 << 10), (.max, 512 << 10),
    ]

    // RE2 changes what it holds under locks of its own.
    nonisolated(unsafe) private let compiled: OpaquePointer
    /// Steps of a search for each byte of the text, at most.
    let size: Int
    /// Bytes that it and what searches keep of it take at most, roughly.
    let memory: Int

    /// Compiles an expression; POSIX extended syntax with Perl's `\d`, `\s`, `\w` and `\b`.
    init(_ text: String, ignoresCase: Bool) throws(TextPattern.Fault) {
        guard text.utf8.count <= Self.mostBytes else {
            throw TextPattern.Fault(reason: "it is longer than \(Self.mostBytes) bytes")
        }
        if let objection = objectionToOldSyntax(in: text) { throw TextPattern.Fault(reason: objection) }
        var reason = ""
        for grade in Self.grades {
            guard let compiled = Self.compile(text, ignoresCase, memory: grade.memory, &reason) else { continue }
            let size = regular_expression_size(compiled)
            if size <= grade.mostInstructions {
                (self.compiled, self.size, memory) = (compiled, size, grade.memory)
                return
            }
            regular_expression_destroy(compiled)
        }
        throw TextPattern.Fault(reason: reason)
    }

    deinit {
        regular_expression_destroy(compiled)
    }

    /// Whether it fits a part of a text.
    func isFound(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) { regular_expression_is_found(compiled, $0.baseAddress, $0.count) }
        }
    }

    private static func compile(
        _ text: String,
        _ ignoresCase: Bool,
        memory: Int,
        _ reason: inout String
    ) -> OpaquePointer? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 200) { buffer in
            buffer.initialize(repeating: 0)
            var text = text
            let compiled = text.withUTF8 { text in
                text.withMemoryRebound(to: CChar.self) {
                    regular_expression_create(
                        $0.baseAddress,
                        $0.count,
                        ignoresCase,
                        memory,
                        buffer.baseAddress,
                        buffer.count
                    )
                }
            }
            if compiled == nil, let text = buffer.baseAddress { reason = String(cString: text) }
            return compiled
        }
    }
}
