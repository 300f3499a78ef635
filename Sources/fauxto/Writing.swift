import Glibc
import Printing
import Synchronization

/// What became of standard output.
enum StandardOutput {
    /// Why the first text that could not be written was not, as a number of `errno`; 0 if all were.
    fileprivate static let failure = Atomic<Int32>(0)

    /// The exit status of a command whose purpose is what it prints: 1 in place of 0 where that could not be written.
    static func exitStatus(_ status: Int32) -> Int32 {
        let reason = failure.load(ordering: .relaxed)
        guard status == 0, reason != 0 else { return status }
        write("fauxto: cannot write to standard output: \(String(cString: strerror(reason)))\n", to: STDERR_FILENO)
        return 1
    }
}

/// Writes text for people to a file descriptor, whole.
func write(_ text: PrintableText, to descriptor: Int32) {
    writeExactly(text.description, to: descriptor)
}

/// Writes text for programs to a file descriptor, whole and with nothing escaped.
func writeExactly(_ text: String, to descriptor: Int32) {
    var text = text
    let isWritten = text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
    guard !isWritten, descriptor == STDOUT_FILENO else { return }
    _ = StandardOutput.failure.compareExchange(expected: 0, desired: errno, ordering: .relaxed)
}

/// Writes bytes to a file descriptor; false, with `errno` set, when not all of them could be written.
func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
    }
    return true
}
