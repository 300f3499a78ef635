/// Reads the extensions of one chunk, byte by byte (RFC 9112 §7.1.1).
///
///     chunk-ext     = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )
///     chunk-ext-val = token / quoted-string
///
/// Nothing here gives them a meaning; but a reader that does, and one that takes anything up to the end of the line, may
/// not differ about where the chunk begins.
struct HTTPChunkExtensions: Sendable {
    private enum State: Sendable {
        /// Before a semicolon that has to come, after white space.
        case beforeSemicolon
        case beforeName
        case name
        /// After a name and white space: an equals sign or a semicolon has to come.
        case afterName
        case beforeValue
        case token
        case quoted
        case escaped
        case afterQuoted
    }

    private var state: State

    private init(_ state: State) {
        self.state = state
    }

    /// Reads on behind the first semicolon.
    static let afterSemicolon = HTTPChunkExtensions(.beforeName)

    /// Reads on behind white space that only a semicolon can follow.
    static let afterSpace = HTTPChunkExtensions(.beforeSemicolon)

    /// Takes the next byte.
    ///
    /// - Returns: Whether it is the carriage return that ends the extensions.
    mutating func step(_ byte: UInt8) throws(HTTPParseError) -> Bool {
        let isSpace = byte == HTTPGrammar.space || byte == HTTPGrammar.tab
        switch state {
        case .beforeSemicolon where isSpace, .beforeName where isSpace, .afterName where isSpace,
            .beforeValue where isSpace:
            break
        case .beforeName where HTTPGrammar.isToken(byte), .name where HTTPGrammar.isToken(byte):
            state = .name
        case .name where isSpace:
            state = .afterName
        case .name where byte == HTTPGrammar.equals, .afterName where byte == HTTPGrammar.equals:
            state = .beforeValue
        case .beforeValue where HTTPGrammar.isToken(byte), .token where HTTPGrammar.isToken(byte):
            state = .token
        case .beforeValue where byte == HTTPGrammar.quotationMark:
            state = .quoted
        case .quoted where byte == HTTPGrammar.quotationMark:
            state = .afterQuoted
        case .quoted where byte == HTTPGrammar.backslash:
            state = .escaped
        case .quoted where HTTPGrammar.isFieldValue(byte), .escaped where HTTPGrammar.isFieldValue(byte):
            // Every other byte of a field value may stand in a quoted string, and every one behind a backslash
            // (RFC 9110 §5.6.4).
            state = .quoted
        case .token where isSpace, .afterQuoted where isSpace:
            state = .beforeSemicolon
        case .beforeSemicolon where byte == HTTPGrammar.semicolon, .name where byte == HTTPGrammar.semicolon,
            .afterName where byte == HTTPGrammar.semicolon, .token where byte == HTTPGrammar.semicolon,
            .afterQuoted where byte == HTTPGrammar.semicolon:
            state = .beforeName
        case .name where byte == HTTPGrammar.carriageReturn, .token where byte == HTTPGrammar.carriageReturn,
            .afterQuoted where byte == HTTPGrammar.carriageReturn:
            return true
        default:
            throw .malformedChunk
        }
        return false
    }
}
