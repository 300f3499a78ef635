public import Foundation

/// Where the fixtures are: in the folder `fixtures` beside `Tests`.
public enum Fixtures {
    /// The root of the repository.
    public static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The location of a fixture, such as `http/refused/host.txt`.
    public static func url(_ path: String) -> URL {
        repository.appending(path: "fixtures").appending(path: path)
    }

    /// The bytes of a fixture.
    public static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: url(path)))
    }

    /// The text of a fixture.
    public static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// The names of the files in a folder of fixtures, in order.
    public static func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url(path).path(percentEncoded: false)).sorted()
    }
}
