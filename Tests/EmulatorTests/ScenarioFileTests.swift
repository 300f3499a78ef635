import Glibc
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

    /// Looks at the file so many times; what that says on standard error.
    private func looks(_ count: Int) async -> [String?] {
        var lines: [String?] = []
        for _ in 0..<count { lines.append(await weather.lookAtFiles()) }
        return lines
    }

    @Test func `are read again once they stay as they are`() async throws {
        try file.write("{ rules: [{ name: 'new one', then: { failure: 'overloaded' } }] }")
        #expect(await looks(1) == [nil])
        #expect(names == ["old"])
        #expect(await looks(1) == [nil])
        #expect(names == ["new one"])
    }

    @Test func `keep their old rules where the new ones are wrong, and say so once`() async throws {
        try file.write("{ rules: [{ name: 'new one' }] }")
        let message = "\(file.path):1:11: 'new one' does nothing: give it a then"
        #expect(await looks(4) == [nil, message, nil, nil])
        #expect(names == ["old"])
        #expect(problem == message)
        try file.write("{ rules: [{ name: 'right', then: { failure: 'timeout' } }] }")
        #expect(await looks(2) == [nil, nil])
        #expect(names == ["right"])
        #expect(problem == nil)
    }

    @Test func `keep their rules when they are gone`() async throws {
        try file.remove()
        #expect(await looks(2) == [nil, "cannot read the scenario file '\(file.path)': No such file or directory"])
        #expect(names == ["old"])
    }

    @Test func `may not take a name from a rule of the control interface`() async throws {
        try await weather.addRules(
            Array("{ rules: [{ name: 'mine', chance: 0.5, then: { failure: 'timeout' } }] }".utf8)
        )
        try file.write("{ rules: [{ name: 'mine', then: { failure: 'overloaded' } }] }")
        #expect(await looks(2) == [nil, "\(file.path):1:11: there are two rules named 'mine'"])
        #expect(names == ["mine", "old"])
        await weather.removeChanges()
        #expect(names == ["old"])
    }

    @Test func `are not waited for where a pipe has come in their place`() async throws {
        try file.remove()
        #expect(mkfifo(file.path, 0o600) == 0)
        #expect(
            await looks(2) == [nil, "cannot read the scenario file '\(file.path)': it is no regular file any more"]
        )
        #expect(names == ["old"])
    }

    @Test func `and changes by the control interface at the same time are all in force`() async throws {
        try file.write("{ rules: [{ name: 'new one', chance: 0.5, then: { failure: 'overloaded' } }] }")
        await withTaskGroup { group in
            for number in 0..<20 {
                group.addTask {
                    try? await weather.addRules(
                        Array("{ rules: [{ name: '\(number)', chance: 0.5, then: { failure: 'timeout' } }] }".utf8)
                    )
                }
                group.addTask { _ = await weather.lookAtFiles() }
            }
        }
        #expect(Set(names) == Set((0..<20).map(String.init) + ["new one"]))
    }

    @Test func `begin anew for good, though rules are being added meanwhile`() async throws {
        let rule = { (name: String) in "{ name: '\(name)', chance: 0.5, then: { failure: 'timeout' } }" }
        let many = (0..<200).map { rule("new \($0)") }.joined(separator: ",")
        for _ in 0..<20 {
            try await weather.addRules(Array("{ rules: [\(rule("before"))] }".utf8))
            async let added: Void = weather.addRules(Array("{ rules: [\(many)] }".utf8))
            await Task.yield()
            weather.reset()
            try await added
            #expect(names == ["old"] || names.count == 201 && !names.contains("before"))
            weather.reset()
        }
    }
}
