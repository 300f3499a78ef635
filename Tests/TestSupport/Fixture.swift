import Foundation
public import JSON

/// The files below `fixtures/`, found from this file's own place.
///
/// A test cannot go on without its cases, so a file that is missing or broken ends the run with a message.
public enum Fixture {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "fixtures")

    /// The bytes of a file, such as `http/refused/host.txt`.
    public static func bytes(_ path: String) -> [UInt8] {
        do {
            return Array(try Data(contentsOf: root.appending(path: path)))
        } catch {
            fatalError("fixture \(path): \(error)")
        }
    }

    /// The text of a file.
    public static func text(_ path: String) -> String {
        String(decoding: bytes(path), as: UTF8.self)
    }

    /// A file's JSON, which must be an object.
    public static func object(_ path: String) -> JSONObject {
        do {
            return try JSONParser.parse(bytes(path)).object
        } catch {
            fatalError("fixture \(path): \(error)")
        }
    }

    /// What a file lists under `cases`.
    public static func cases(_ path: String) -> [JSONValue] {
        object(path).value("cases").elements
    }

    /// The names of the files in a folder, in order.
    public static func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: path).path(percentEncoded: false))
            .sorted()
    }
}
