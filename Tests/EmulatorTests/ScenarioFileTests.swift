import JSON
import Locks
import Scenarios
import Testing

@testable import Emulator

@Suite struct `Scenario files that change` {
    private let file: TemporaryFile
    private let weather: Weather

    init() throws {
        file = try TemporaryFile("{ rules: [{ name: 'old', then: { failure: 'timeout' } }] }")
        var configuration = EmulatorConfiguration()
        configuration.scenarios = [file.path]
        weather = try Weather(
            configuration: configuration,
            catalogue: ScenarioCatalogue(vendors: []),
            clock: .frozen(at: ServerFixture.noon)
        )
    }

    private var names: [String] { weather.state.withLock { $0.play.scenario.rules.map(\.name) } }
    private var problem: String? { weather.state.withLock { $0.problem } }

    /// One look at the file; what it says on standard error.
    private func look() -> String? {
        let stamps = weather.files.stamps
        return weather.state.withLock {
            $0.reread(weather.files, stamped: stamps, about: weather.catalogue, at: ServerFixture.noon)
        }
    }

    @Test func `are read again once they stay as they are`() throws {
        try file.write("{ rules: [{ name: 'new one', then: { failure: 'overloaded' } }] }")
        #expect(look() == nil)
        #expect(names == ["old"])
        #expect(look() == nil)
        #expect(names == ["new one"])
    }

    @Test func `keep their old rules where the new ones are wrong, and say so once`() throws {
        try file.write("{ rules: [{ name: 'new one' }] }")
        let message = "\(file.path):1:11: 'new one' does nothing: give it a then"
        #expect((1...4).map { _ in look() } == [nil, message, nil, nil])
        #expect(names == ["old"])
        #expect(problem == message)
        try file.write("{ rules: [{ name: 'right', then: { failure: 'timeout' } }] }")
        #expect((1...2).map { _ in look() } == [nil, nil])
        #expect(names == ["right"])
        #expect(problem == nil)
    }

    @Test func `keep their rules when they are gone`() throws {
        try file.remove()
        #expect(look() == nil)
        #expect(look() == "cannot read the scenario file '\(file.path)': No such file or directory")
        #expect(names == ["old"])
    }

    @Test func `may not take a name from a rule of the control interface`() throws {
        try weather.addRules(Array("{ rules: [{ name: 'mine', chance: 0.5, then: { failure: 'timeout' } }] }".utf8))
        try file.write("{ rules: [{ name: 'mine', then: { failure: 'overloaded' } }] }")
        #expect((1...2).compactMap { _ in look() } == ["\(file.path):1:11: there are two rules named 'mine'"])
        #expect(names == ["mine", "old"])
        try weather.removeChanges()
        #expect(names == ["old"])
    }
}
