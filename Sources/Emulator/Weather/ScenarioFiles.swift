import CLinux
import Glibc
import JSON
public import Scenarios
import Simulation
import Vendors

/// The scenario files of a server, each a path or the name of a preset.
struct ScenarioFiles: Sendable {
    let names: [String]

    /// Reads the files.
    ///
    /// - Parameters:
    ///   - catalogue: What is served.
    ///   - others: Further rules that are asked beside these.
    ///   - isAgain: Whether they were read before: a pipe in a file's place is not waited for then.
    /// - Returns: The rules of all files, in order; the last seed that one of them has holds for all.
    /// - Throws: What is wrong with the first file that cannot be used.
    func read(
        about catalogue: ScenarioCatalogue,
        beside others: [Rule] = [],
        isAgain: Bool = false
    ) throws(ConfigurationFileError) -> Scenario {
        var scenario = Scenario()
        for name in names {
            let (text, title) = try Self.text(of: name, isAgain: isAgain)
            do throws(SourceDiagnostic) {
                try scenario.add(text: text, file: title, catalogue: catalogue, beside: others)
            } catch {
                throw .invalid(error)
            }
        }
        return scenario
    }

    /// What tells one state of each file from the next; nil for what is no regular file.
    var stamps: [FileStamp?] { names.map(FileStamp.init) }

    /// A file's bytes and its name for messages, or a preset's where there is no such file.
    private static func text(of name: String, isAgain: Bool) throws(ConfigurationFileError) -> ([UInt8], String) {
        let isFile = access(name, F_OK) == 0
        if isFile, isAgain, FileStamp(name) == nil {
            throw .unreadable(what: "scenario file", path: name, reason: "it is no regular file any more")
        }
        if !isFile, let preset = ScenarioPreset.named(name) { return (preset.text, "preset \(name)") }
        do throws(ConfigurationFileError) {
            return (try fileBytes(of: "scenario file", at: name), name)
        } catch .unreadable(let what, let path, let reason) where !isFile && !name.contains("/") {
            let names = ScenarioPreset.all.map(\.name)
            let remedy = nearestName(to: name, in: names).map { "did you mean the preset \($0)?" }
            let presets = remedy ?? "the presets are \(names.joined(separator: ", "))"
            throw .unreadable(what: what, path: path, reason: "\(reason); \(presets)")
        }
    }
}

/// What changes whenever a file does: which one it is, its size, and when it was last written.
struct FileStamp: Sendable, Hashable {
    private let device: UInt64
    private let inode: UInt64
    private let size: Int
    private let seconds: Int
    private let nanoseconds: Int

    /// Looks at a file; nil where there is no regular one.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int(status.st_size)
        seconds = Int(status.st_mtim.tv_sec)
        nanoseconds = Int(status.st_mtim.tv_nsec)
    }
}

extension EmulatorConfiguration {
    /// Foretells what the rules of the scenario files will do at an account's first calls.
    ///
    /// - Parameters:
    ///   - account: The API key.
    ///   - count: How many calls to look ahead at each rule.
    /// - Returns: The outcomes, if the calls come as soon as the server has started and are first attempts.
    /// - Throws: ``EmulatorError/noScenario(_:)`` where a file cannot be used, and ``EmulatorError/noSchedule(_:)`` where
    ///   there would be too many outcomes.
    public func schedule(for account: String, count: Int) throws(EmulatorError) -> Schedule {
        let catalogue = ScenarioCatalogue(of: vendorTable.map { $0.init(settings: VendorSettings()) })
        let start = Timestamp(nanoseconds: 0)
        let scenario: Scenario
        do throws(ConfigurationFileError) {
            scenario = try ScenarioFiles(names: scenarios).read(about: catalogue)
        } catch {
            throw .noScenario(error)
        }
        do throws(ScheduleError) {
            return try ScenarioPlay(scenario, serverSeed: seed, start: start)
                .schedule(for: account, count: count, at: start)
        } catch {
            throw .noSchedule(error)
        }
    }
}
