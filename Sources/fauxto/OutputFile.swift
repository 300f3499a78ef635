import Glibc

/// A file that appears whole or not at all; what is there already and no plain file, such as a pipe, is written to.
struct OutputFile {
    /// Where it appears; "-" for standard output.
    let path: String
    /// What it is, for messages: "the picture".
    let what: String
    /// The flag that names it.
    let flag: String
    /// Whether a pipe waits until somebody reads it; otherwise one that nobody reads is an error.
    var waitsForReader = true

    /// Writes a text.
    func write(_ text: String) throws {
        var rest: [UInt8]? = Array(text.utf8)
        try write { rest.take() }
    }

    /// Writes pieces until there is none; an older file of the name is replaced at the end.
    func write(_ nextPiece: () throws -> [UInt8]?) throws {
        if path == "-" { return try copy(nextPiece, to: STDOUT_FILENO) }
        if isSpecial { return try copyInPlace(nextPiece) }
        let temporary = "\(path).\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(errno) }
        do {
            defer { close(descriptor) }
            try copy(nextPiece, to: descriptor)
            guard rename(temporary, path) == 0 else { throw failure(errno) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Whether the path names something that a file must not take the place of: a device, a pipe, a link.
    private var isSpecial: Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }

    private func copyInPlace(_ nextPiece: () throws -> [UInt8]?) throws {
        let waiting = waitsForReader ? 0 : O_NONBLOCK
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | waiting, 0o644)
        guard descriptor >= 0 else { throw failure(errno) }
        defer { close(descriptor) }
        try copy(nextPiece, to: descriptor)
    }

    private func copy(_ nextPiece: () throws -> [UInt8]?, to descriptor: Int32) throws {
        while let piece = try nextPiece() {
            guard piece.withUnsafeBytes({ fauxto.write($0, to: descriptor) }) else { throw failure(errno) }
        }
    }

    private func failure(_ reason: Int32) -> OutputFileError {
        // For a pipe, the system's words speak of a device (ENXIO) or a resource (EAGAIN).
        let isUnread = !waitsForReader && (reason == ENXIO || reason == EAGAIN)
        return OutputFileError(
            description:
                "cannot write \(what) '\(path)': \(isUnread ? "nobody reads it" : String(cString: strerror(reason))); "
                + "give \(flag) a writable path"
        )
    }
}

/// A file could not be written.
struct OutputFileError: Error, CustomStringConvertible {
    let description: String
}
