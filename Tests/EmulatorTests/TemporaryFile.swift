import Foundation

/// A scenario file that is there for as long as this is.
final class TemporaryFile: Sendable {
    let path: String

    init(_ text: String) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json5").path
        try write(text)
    }

    /// Puts another text in place of the file's, in a new file as editors do.
    func write(_ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }

    func remove() throws {
        try FileManager.default.removeItem(atPath: path)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
