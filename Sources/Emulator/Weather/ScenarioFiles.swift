import JSON
import Scenarios

extension EmulatorConfiguration {
    /// The rules of all scenario files, in order; the last seed that one of them has holds for all.
    func scenario(about catalogue: ScenarioCatalogue) throws(EmulatorError) -> Scenario {
        var scenario = Scenario()
        for path in scenarios {
            do throws(ConfigurationFileError) {
                try scenario.add(fileBytes(of: "scenario file", at: path), file: path, catalogue: catalogue)
            } catch {
                throw .noScenario(error)
            }
        }
        return scenario
    }
}

extension Scenario {
    fileprivate mutating func add(
        _ text: [UInt8],
        file: String,
        catalogue: ScenarioCatalogue
    ) throws(ConfigurationFileError) {
        do throws(SourceDiagnostic) {
            try add(text: text, file: file, catalogue: catalogue)
        } catch {
            throw .invalid(error)
        }
    }
}
