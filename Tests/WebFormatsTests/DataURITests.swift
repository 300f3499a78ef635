import Testing
import WebFormats

@Suite struct `Base64 for URLs` {
    @Test(
        arguments: [
            ([], ""), ([0xFB, 0xFF], "-_8"), ([0xFB, 0xFF, 0xBF], "-_-_"), ([0], "AA"),
        ] as [([UInt8], String)]
    )
    func `needs no escapes and is read back`(bytes: [UInt8], text: String) {
        #expect(Base64.encodeForURL(bytes) == text)
        #expect(Base64.decode(Substring(text).utf8) == bytes)
    }
}

@Suite struct `A data URI` {
    @Test(arguments: [
        ("data:image/png;base64,AAEC", "image/png", [0, 1, 2] as [UInt8]),
        ("DATA:IMAGE/PNG;BASE64,AAE=", "image/png", [0, 1]),
        ("data:image/png;charset=x;base64,AA==", "image/png", [0]),
        ("data:image/png;base64,AA", "image/png", [0]),
        ("data:image/png;base64,-_8=", "image/png", [0xFB, 0xFF]),
        ("data:image/png;base64,A\nA E C", "image/png", [0, 1, 2]),
        ("data:,a%20b", "", Array("a b".utf8)),
        ("data:;base64,", "", []),
    ])
    func `carries bytes`(text: String, mediaType: String, bytes: [UInt8]) throws {
        let data = try #require(DataURI(text))
        #expect(data.mediaType == mediaType)
        #expect(data.bytes == bytes)
        #expect(DataURI(data.text) == data)
    }

    @Test(arguments: [
        "data:image/png;base64", "data:image/png;base64,A", "data:image/png;base64,A===", "data:image/png;base64,A=AA",
        "data:image/png;base64,*AAA", "data:,%2", "data:,%zz", "http://x/y", "",
    ])
    func `is refused when broken`(text: String) {
        #expect(DataURI(text) == nil)
    }

    @Test(arguments: 0..<20)
    func `gets back what base64 wrote`(length: Int) throws {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 97 &+ 13) }
        #expect(Base64.decode(Base64.encode(bytes)[...].utf8) == bytes)
    }

    @Test func `base64 is that of RFC 4648 §10`() {
        let vectors = ["": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "foobar": "Zm9vYmFy"]
        for (text, encoded) in vectors { #expect(Base64.encode(Array(text.utf8)) == encoded) }
    }
}
