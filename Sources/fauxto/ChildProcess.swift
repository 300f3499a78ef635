import CLinux
import Glibc

/// A program that this one runs, with its terminal and its signals.
struct ChildProcess {
    private let process: Int32

    /// Why a program could not be started, with the exit status that shells give for it.
    struct Failure: Error, CustomStringConvertible {
        let description: String
        let exitStatus: Int32
    }

    /// Starts a program, found as a shell finds it.
    ///
    /// - Parameters:
    ///   - words: The program and its arguments, at least one.
    ///   - environment: Its environment, as `NAME=value`.
    /// - Throws: ``Failure``.
    init(_ words: [String], environment: [String]) throws(Failure) {
        let arguments = CStrings(words)
        let variables = CStrings(environment)
        process = linux_start_child(words[0], arguments.pointers, variables.pointers)
        guard process < 0 else { return }
        let isMissing = process == -ENOENT
        let reason = String(cString: strerror(-process))
        throw Failure(
            description: "cannot run '\(words[0])': \(reason); name a program in a directory of PATH, or by its path",
            exitStatus: isMissing ? 127 : 126
        )
    }

    /// Waits until it ends; returns its exit status, or 128 and the number of the signal that ended it.
    func wait() -> Int32 { linux_await_child(process) }
}

/// Texts as C takes them: pointers to them, with a null at their end, for as long as this lives.
private final class CStrings {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ texts: [String]) {
        pointers = texts.map { strdup($0) } + [nil]
    }

    deinit {
        for pointer in pointers { free(pointer) }
    }
}
