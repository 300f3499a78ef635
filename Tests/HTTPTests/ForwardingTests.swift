import HTTP
import Testing

@Suite struct `A request that a proxy sends on` {
    @Test(arguments: [
        "GET http://a/b?c HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET http://a HTTP/1.0\r\n\r\n",
        "POST http://a:81/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nConnection: content-length, x\r\nX: y\r\n\r\n",
        "POST http://a/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n",
        "POST http://a/ HTTP/1.0\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n",
        "GET http://a/ HTTP/1.0\r\nExpect: 200-maybe\r\n\r\n",
    ])
    func `is the same request to whoever reads it`(text: String) throws {
        let head = try #require(read(text).heads.first)
        let reading = read(head.forwarded())
        let sentOn = try #require(reading.heads.first)
        #expect(reading.heads.count == 1 && reading.unused.isEmpty)
        #expect(sentOn.method == head.method)
        #expect(sentOn.target.rawPath == head.target.rawPath)
        #expect(sentOn.target.query == head.target.query)
        #expect(sentOn.authority == head.authority)
        #expect(sentOn.version == head.version)
        #expect(sentOn.framing == head.framing)
        #expect(sentOn.expectsContinue == head.expectsContinue)
        #expect(!sentOn.keepsAlive)
    }

    @Test func `keeps the version of a client that knows neither chunks nor interim answers`() throws {
        let head = try #require(read("GET http://a/ HTTP/1.0\r\nExpect: 200-maybe\r\n\r\n").heads.first)
        #expect(String(decoding: head.forwarded(), as: UTF8.self).hasPrefix("GET / HTTP/1.0\r\nHost: a\r\n"))
    }
}
