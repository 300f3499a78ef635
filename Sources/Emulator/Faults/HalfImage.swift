import HTTP

/// The first half of the body as though it were all of it, its length included.
enum HalfImage: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        var answer = answer
        answer.body =
            switch answer.body {
            case .bytes(let bytes): .slice(bytes[..<(bytes.count / 2)])
            case .slice(let slice): .slice(slice.prefix(slice.count / 2))
            // How much half is of what is drawn while it is sent, nobody knows yet.
            case .stream: answer.body.firstPart()
            case .wire: answer.body
            }
        return answer
    }
}
