import Emulator
import Glibc

/// A file that a command reads whole.
struct InputFile {
    /// Where it is; "-" for standard input.
    let path: String

    /// Its bytes, at most `limit` of them.
    func bytes(limit: Int) throws(InputFileError) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw InputFileError(description: "cannot read '\(path)': \(String(cString: strerror(errno)))")
        }
        defer { if path != "-" { close(descriptor) } }
        guard let bytes = readAll(from: descriptor, limit: limit) else {
            throw InputFileError(description: "cannot read '\(path)': it has more than \(limit) bytes")
        }
        return bytes
    }
}

/// A file could not be read, or is not what it should be.
struct InputFileError: Error, CustomStringConvertible {
    let description: String
}
