import HTTP

/// An image that is no longer there: what is answered in its stead is the vendor's own, and goes out as it is.
enum ExpiredLink: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse { answer }
}
