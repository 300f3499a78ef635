/// A line and a column of a text file, both counted from 1, the column in code points.
public struct SourceLocation: Sendable, Hashable {
    /// The line.
    public var line: Int
    /// The column.
    public var column: Int

    /// Makes a location.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// Something wrong in a file that a person wrote, and where; it prints as editors and terminals recognise it.
public struct SourceDiagnostic: Error, Hashable, CustomStringConvertible {
    /// The file's name as the person knows it.
    public var file: String
    /// Where in the file.
    public var location: SourceLocation
    /// What is wrong, as a sentence without capital and full stop.
    public var message: String

    /// Makes a diagnostic.
    public init(file: String, location: SourceLocation, message: String) {
        self.file = file
        self.location = location
        self.message = message
    }

    /// The diagnostic on one line, such as `config.json:3:14: expected a value, found ","`.
    public var description: String {
        "\(file):\(location.line):\(location.column): \(message)"
    }
}
