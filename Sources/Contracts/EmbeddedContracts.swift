import CContracts
import JSON

extension Contract {
    /// The names of the contracts built into the program, as vendor and model with a slash between.
    public static var embeddedNames: [String] { files.map(\.name) }

    /// A contract built into the program.
    ///
    /// Traps when there is none of that name or its file is faulty: the files are part of the program, and its tests
    /// read every one of them.
    public static func embedded(_ name: String, rules: Rules) -> Contract {
        do {
            return try load(name, rules: rules)
        } catch {
            preconditionFailure("contract \(name): \(error)")
        }
    }

    /// A contract built into the program, or what is wrong with it.
    public static func load(_ name: String, rules: Rules) throws -> Contract {
        guard let file = files.first(where: { $0.name == name }) else {
            throw ContractError(place: name, problem: "is not among \(embeddedNames.joined(separator: ", "))")
        }
        return try Contract(try JSONParser.parse(file.bytes), rules: rules)
    }

    private static var files: [(name: String, bytes: [UInt8])] {
        var count = 0
        let first = contract_files(&count)
        return UnsafeBufferPointer(start: first, count: count).map { file in
            (
                name: String(cString: file.name),
                bytes: [UInt8](UnsafeBufferPointer(start: file.bytes, count: file.length))
            )
        }
    }
}
