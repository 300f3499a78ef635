public import JSON

/// Why a configuration file could not be used.
public enum ConfigurationFileError: Error, CustomStringConvertible {
    /// It could not be read; `what` it is, and the reason.
    case unreadable(what: String, path: String, reason: String)
    /// It is wrong somewhere.
    case invalid(SourceDiagnostic)

    /// What is wrong, and where.
    public var description: String {
        switch self {
        case .unreadable(let what, let path, let reason): "cannot read the \(what) '\(path)': \(reason)"
        case .invalid(let diagnostic): diagnostic.description
        }
    }
}

extension EmulatorConfiguration {
    /// Reads a configuration file.
    public init(file path: String) throws(ConfigurationFileError) {
        let bytes = try fileBytes(of: "configuration file", at: path)
        do throws(SourceDiagnostic) {
            try self.init(text: bytes, file: path)
        } catch {
            throw .invalid(error)
        }
    }

    /// Reads the text of a configuration file; `file` is its name for messages, and relative paths in it start there.
    init(text bytes: [UInt8], file: String) throws(SourceDiagnostic) {
        self.init()
        let root = FieldValue(of: try JSON5Parser.parse(bytes, file: file), file: file)
        try root.read(into: &self, fields: Self.fields)
    }
}

/// The bytes of a file that a person wrote.
func fileBytes(of what: String, at path: String) throws(ConfigurationFileError) -> [UInt8] {
    do throws(FileReadingError) {
        return try readRegularFile(path, limit: 16 << 20)
    } catch {
        throw .unreadable(what: what, path: path, reason: error.description)
    }
}
