import HTTP
import Testing

@Suite struct `Extensions of a chunk` {
    private func body(of text: String, inPiecesOf size: Int) throws -> [UInt8] {
        var (decoder, body) = (HTTPChunkedDecoder(), [UInt8]())
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            let piece = bytes[start..<min(start + size, bytes.count)]
            #expect(try decoder.decode(piece.span, into: &body, limits: HTTPSyntaxLimits()) == piece.count)
        }
        #expect(decoder.isComplete)
        return body
    }

    @Test(arguments: [
        ";a", ";a=b", ";a=\"\"", ";a=\"b\"", ";a;b", ";a=b;c=\"d\";e", " \t; a", "; \ta =\t b", ";a\t;b", ";a=b ;c",
        ";a=\"b\" ;c", ";a=\";=, \t\u{e9}\"", ";a=\"\\\"\\\\\\b\"", ";!#$%&'*+-.^_`|~=1", ";a ; b = \"c\" ; d",
    ])
    func `that the grammar allows are passed over, however they are cut`(extensions: String) throws {
        let text = "5\(extensions)\r\nhello\r\n0\(extensions)\r\n\r\n"
        for size in [1, 2, 3, 5, 1_000] { #expect(try body(of: text, inPiecesOf: size) == Array("hello".utf8)) }
    }

    @Test(arguments: [
        ";", "; ", ";=x", ";a=", ";a= ", ";a=b=c", ";a=\"b", ";a=\"b\"c", ";\"a\"", ";a b", ";a=b c", ";;a", ";a;",
        ";a ",
        ";a=b ", ";a=\"b\" ", ";a=\"b\\", ";a=\"\u{1}\"", ";a=\"\\\u{7f}\"", ";\u{e9}", ";a=b/c", ";a=,", " ", " a",
        "\t=b",
    ])
    func `that it does not allow are refused`(extensions: String) {
        for text in ["5\(extensions)\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n0\(extensions)\r\n\r\n"] {
            for size in [1, 2, 1_000] {
                #expect(throws: HTTPParseError.malformedChunk) { try body(of: text, inPiecesOf: size) }
            }
        }
    }
}
