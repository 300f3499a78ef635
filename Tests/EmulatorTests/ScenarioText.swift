import Foundation

/// A scenario file that is there for as long as this is.
final class ScenarioText: Sendable {
    let path: String

    init(_ text: String) {
        path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json5").path(percentEncoded: false)
        _ = FileManager.default.createFile(atPath: path, contents: Data(text.utf8))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
