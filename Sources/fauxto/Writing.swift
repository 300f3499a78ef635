import Glibc
import Printing

/// Writes text for people to a file descriptor, whole.
func write(_ text: PrintableText, to descriptor: Int32) {
    writeExactly(text.description, to: descriptor)
}

/// Writes text for programs to a file descriptor, whole and with nothing escaped.
func writeExactly(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { _ = write(UnsafeRawBufferPointer($0), to: descriptor) }
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
