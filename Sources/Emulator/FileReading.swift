import CLinux
import Glibc

/// Why a file could not be read.
package enum FileReadingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The system's reason.
    case system(errorNumber: Int32)
    /// Reading a pipe or a device could wait without end.
    case notRegular
    case tooLarge(limit: Int)

    /// The reason, without the file's name.
    package var description: String {
        switch self {
        case .system(let number): String(cString: strerror(number))
        case .notRegular: "it is no regular file; copy its contents into one"
        case .tooLarge(let limit) where limit % (1 << 20) == 0: "it is larger than \(limit >> 20) MiB"
        case .tooLarge(let limit): "it is larger than \(limit) bytes"
        }
    }
}

/// The bytes of a regular file; what is none is not read, and not waited for either.
///
/// - Parameters:
///   - path: The file.
///   - limit: How many bytes it may have.
/// - Returns: All of its bytes.
/// - Throws: ``FileReadingError``.
package func readRegularFile(_ path: String, limit: Int) throws(FileReadingError) -> [UInt8] {
    let descriptor = linux_open_regular_file(path)
    guard descriptor >= 0 else {
        throw descriptor == -EMEDIUMTYPE ? .notRegular : .system(errorNumber: -descriptor)
    }
    defer { close(descriptor) }
    guard let bytes = readAll(from: descriptor, limit: limit) else { throw .tooLarge(limit: limit) }
    return bytes
}

/// Everything up to the end of a file or pipe; nil when it is longer than `limit` bytes.
package func readAll(from descriptor: Int32, limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return bytes }
        bytes += chunk[..<count]
        if bytes.count > limit { return nil }
    }
}
