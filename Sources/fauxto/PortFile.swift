import Glibc

/// The file that tells whoever started the server which port it got.
struct PortFile {
    let path: String

    /// Writes the port and a line feed, appearing whole or not at all.
    func write(port: Int) throws(PortFileError) {
        let temporary = "\(path).\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw PortFileError(path: path, reason: errno) }
        fauxto.write("\(port)\n", to: descriptor)
        close(descriptor)
        guard rename(temporary, path) == 0 else {
            let reason = errno
            unlink(temporary)
            throw PortFileError(path: path, reason: reason)
        }
    }
}

/// The port file could not be written.
struct PortFileError: Error, CustomStringConvertible {
    let path: String
    let reason: Int32

    var description: String {
        "cannot write the port file '\(path)': \(String(cString: strerror(reason))); give --port-file a writable path"
    }
}
