import Contracts

/// One thing wrong with a parameter, as a gateway tells it.
struct ParameterFault: Error, CustomStringConvertible {
    /// The path of keys to the value, joined by dots.
    let parameter: String
    let wording: PydanticWording

    /// Words a finding.
    init(_ finding: Finding) {
        parameter = finding.path.joined(separator: ".")
        wording = PydanticWording(finding)
    }

    /// Words a string that is none of those listed.
    init(parameter: String, notAmong choices: [String]) {
        self.parameter = parameter
        wording = .notInEnumeration(.enumeration(choices))
    }

    /// The fault as one line.
    var description: String { "\(parameter): \(wording.message) (\(wording.type))" }
}
