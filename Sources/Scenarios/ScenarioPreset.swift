import CScenarioPresets

/// A scenario file built into the program, to be taken by its name or to begin a file of one's own with.
public struct ScenarioPreset: Sendable {
    /// What it is called.
    public let name: String
    /// The file.
    public let text: [UInt8]

    /// Every preset, the calm before the worse.
    public static let all: [ScenarioPreset] = {
        var count = 0
        let first = scenario_presets(&count)
        return UnsafeBufferPointer(start: first, count: count).map { file in
            ScenarioPreset(
                name: String(cString: file.name),
                text: [UInt8](UnsafeBufferPointer(start: file.bytes, count: file.length))
            )
        }
    }()

    /// The preset of a name, if there is one.
    public static func named(_ name: String) -> ScenarioPreset? {
        all.first { $0.name == name }
    }

    /// What it is for, in a sentence: the comment in the file's first line.
    public var summary: String {
        let line = text.prefix { $0 != UInt8(ascii: "\n") }
        return String(String(decoding: line, as: UTF8.self).drop { $0 == "/" || $0 == " " })
    }
}
