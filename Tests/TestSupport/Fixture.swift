import Foundation
public import JSON

/// The files below `fixtures/`, found from this file's own place.
///
/// A test cannot go on without its cases, so a file that is missing or broken ends the run with a message.
public enum Fixture {
    /// The bytes of a file, such as `fal/validation-cases.json`.
    public static func bytes(_ path: String, from file: String = #filePath) -> [UInt8] {
        let root = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        do {
            return Array(try Data(contentsOf: root.appending(path: "fixtures/\(path)")))
        } catch {
            fatalError("fixture \(path): \(error)")
        }
    }

    /// A file's JSON, which must be an object.
    public static func object(_ path: String) -> JSONObject {
        do {
            return try JSONParser.parse(bytes(path)).object
        } catch {
            fatalError("fixture \(path): \(error)")
        }
    }
}
