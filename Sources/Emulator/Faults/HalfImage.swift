import HTTP

/// The first half of the body as though it were all of it, its length included.
enum HalfImage: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        var answer = answer
        answer.body =
            switch answer.body {
            case .bytes(let bytes): .slice(half(of: bytes[...]))
            case .slice(let slice): .slice(half(of: slice))
            // How much half is of what is drawn while it is sent, nobody knows yet.
            case .stream: answer.body.firstPart()
            case .wire: answer.body
            }
        return answer
    }

    /// The first half of a file.
    static func half(of file: ArraySlice<UInt8>) -> ArraySlice<UInt8> { file.prefix(file.count / 2) }
}
