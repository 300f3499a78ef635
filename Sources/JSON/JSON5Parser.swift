/// Reads configuration files: JSON with the parts of JSON5 that help a person write it.
///
/// Beyond JSON it takes `//` and `/* */` comments, a comma after the last member or element, keys without quotes if
/// they are made of ASCII letters, digits, `_` and `$`, and strings in single quotes (<https://spec.json5.org>).
/// Numbers and escapes are JSON's, with `\'` added. A key written twice in one object is refused.
public enum JSON5Parser {
    /// How deep arrays and objects may nest.
    public static let maximumDepth = 100

    /// Parses one whole file.
    ///
    /// - Parameters:
    ///   - bytes: The file's content, UTF-8.
    ///   - file: The file's name, for messages.
    /// - Returns: Its value.
    /// - Throws: The first thing wrong with the file.
    public static func parse(_ bytes: [UInt8], file: String) throws(SourceDiagnostic) -> JSON5Node {
        var reader = JSON5Reader(bytes: bytes, file: file)
        return try reader.readFile()
    }
}
