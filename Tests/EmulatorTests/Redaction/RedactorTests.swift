import Testing

@testable import Emulator

@Suite(.timeLimit(.minutes(2))) struct `The redactor` {
    private func text(_ text: String) -> String {
        var redactor = Redactor()
        return redactor.text(text)
    }

    private func body(_ text: String, _ mediaType: String? = nil, isCut: Bool = false) -> String {
        var redactor = Redactor()
        return redactor.body(Array(text.utf8), mediaType: mediaType, isCut: isCut)
    }

    @Test(arguments: [
        ("https://u:p@h/x?a=1&key=abc", "https://[redacted]@h/x?a=1&key=[redacted]"),
        ("//u:p@h/", "//[redacted]@h/"), ("HTTP:u:p@h", "HTTP:[redacted]@h"),
        ("https://u@x@h/", "https://[redacted]@h/"),
        ("ftp://u:p@h/ and https://v@g", "ftp://[redacted]@h/ and https://[redacted]@g"),
        ("/a?u=https%3A%2F%2Fu%3Ap%40h%2F%3Fkey%3Dabc", "/a?u=https%3A%2F%2F[redacted]%40h%2F%3Fkey%3D[redacted]"),
        ("see https://h/?sig=abc.", "see https://h/?sig=[redacted]."),
        ("h/#access_token=abc&n=1", "h/#access_token=[redacted]&n=1"), ("token=\"a b\" c", "token=[redacted] c"),
        ("sent Bearer abcdef123456 to it", "sent Bearer [redacted] to it"), ("Key id:secret", "Key [redacted]"),
        ("Basic dXNlcjpwYXNz", "Basic [redacted]"), ("is eyJhbGci.eyJl.x_y-z?", "is [redacted]?"),
        (#"{"a":"{\"token\":\"x\"}"}"#, #"{"a":"{\"token\":\"[redacted]\"}"}"#),
    ])
    func `takes credentials out of texts`(given: String, shown: String) {
        #expect(text(given) == shown)
        #expect(text(shown) == shown)
    }

    @Test(arguments: [
        "a monkey eats a banana", "Key lime pie, basic 1920x1080 render", "the key: a small one", "16:9, 100%, a@b.org",
        "https://v3b.fal.media/files/b/0a1b2c3d/Q0CkuwoKGkqpk6xAz2CBJ.jpg?width=5", "bearer of bad news", "a = b",
        "猫=犬",
        #"[cat], {dog}"#, "http://127.0.0.1:8080/hook", "%", "100%25",
    ])
    func `leaves other texts as they are`(given: String) {
        #expect(text(given) == given)
    }

    @Test(arguments: [
        (#"{"prompt":"a cat","api_key":"abc","seed":1}"#, #"{"prompt":"a cat","api_key":"[redacted]","seed":1}"#),
        (
            #"{"a":[{"Token":"x"},{"b":{"secret":{"c":["}"]}}}]}"#,
            #"{"a":[{"Token":"[redacted]"},{"b":{"secret":"[redacted]"}}]}"#
        ),
        (#"{"k\u0065y" : 17, "cookie": null}"#, #"{"k\u0065y" : "[redacted]", "cookie": null}"#),
        (#"{"image_url":"https:\/\/u:p@h\/a"}"#, #"{"image_url":"https://[redacted]@h/a"}"#),
        (#"{api_key: abc, 'token': 'x'}"#, #"{api_key: "[redacted]", 'token': "[redacted]"}"#),
        (#"{'token: 'abc', "n": 1}"#, #"{'token: "[redacted]", "n": 1}"#),
        (#"{"token: "abc", "n": 1}"#, #"{"token: "[redacted]", "n": 1}"#),
        (#"{"prompt: "a", "api_key": "abc"}"#, #"{"prompt: "a", "api_key": "[redacted]"}"#),
        (#"data: {"token":"abc"}"#, #"data: {"token":"[redacted]"}"#), (#""eyJh.abc.d""#, #""[redacted]""#),
        ("prompt=a+cat&api%5Fkey=a+b&max_tokens=5", "prompt=a+cat&api%5Fkey=[redacted]&max_tokens=5"),
        ("{\"token\":\"a\\\"b\"}", #"{"token":"[redacted]"}"#),
    ])
    func `takes credentials out of bodies`(given: String, shown: String) {
        #expect(body(given) == shown)
        #expect(body(shown) == shown)
    }

    @Test(arguments: [
        (#"{"n":1,"api_key":"abcd"#, #"{"n":1,"api_key":"[redacted]""#),
        (#"{"n":1,"secret":{"a":["abcd"#, #"{"n":1,"secret":"[redacted]""#),
        (#"{"image_url":"http://user:abcd"#, #"{"image_url":"http://[redacted]"#),
        (#"{"text":"Bearer abcd"#, #"{"text":"Bearer [redacted]"#), (#"{"text":"eyJabcd"#, #"{"text":"[redacted]"#),
        (#"{"text":"https://h/?key=abcd"#, #"{"text":"https://h/?key=[redacted]"#),
        ("a=1&key=abcd", "a=1&key=[redacted]"), ("a=https%3A%2F%2Fu%3Aabcd", "a=https%3A%2F%2F[redacted]"),
        (#"{"api_k"#, #"{"api_k"#),
    ])
    func `takes them out of bodies that are cut`(given: String, shown: String) {
        #expect(body(given, isCut: true) == shown)
    }

    @Test func `takes parts out of multipart bodies`() {
        let lines = [
            "--x", #"Content-Disposition: form-data; name="api_key""#, "", "abc", "--x",
            #"Content-Disposition: form-data; name="prompt""#, "X-Auth-Token: abc", "", "a cat http://u:abc@h/", "--x",
            "content-disposition: form-data; name*=UTF-8''t%6Fken; filename=a", "", "abc", "", "abc", "--x--", "",
        ]
        for mediaType in ["multipart/form-data; boundary=x", #"Multipart/Form-Data; boundary="x""#, nil] {
            let shown = body(lines.joined(separator: "\r\n"), mediaType)
            #expect(!shown.contains("abc"))
            #expect(shown.contains("a cat http://[redacted]@h/\r\n--x\r\n"))
            #expect(shown.hasSuffix("[redacted]\r\n--x--\r\n"))
        }
    }

    @Test func `reads JSON in UTF-16 and UTF-32`() {
        let given = #"{"prompt":"猫","token":"abc"}"#
        let shown = #"{"prompt":"猫","token":"[redacted]"}"#
        var redactor = Redactor()
        for isBig in [false, true] {
            let wide = given.utf16.flatMap { unit in
                let bytes = [UInt8(unit >> 8), UInt8(unit & 255)]
                return isBig ? bytes : bytes.reversed()
            }
            #expect(redactor.body(wide, mediaType: nil, isCut: false) == shown)
            let wider = given.unicodeScalars.flatMap { scalar in
                let bytes = [0, 0, UInt8(scalar.value >> 8), UInt8(scalar.value & 255)]
                return isBig ? bytes : bytes.reversed()
            }
            #expect(redactor.body(wider, mediaType: nil, isCut: false) == shown)
        }
    }

    @Test func `finds again what had a name elsewhere`() {
        let known = KnownSecrets([Array("Key abc:0123456789".utf8), Array("p%40ssw0rd".utf8), Array("short".utf8)])
        #expect(known.removed(from: "got abc:0123456789 and p@ssw0rd, short") == "got [redacted] and [redacted], short")
    }

    /// Four times the longest body that is kept takes a moment; if every byte were looked at for every other, it would take
    /// longer than this suite may.
    @Test(arguments: ["a:", "http:", "//@", "'", #"{"a":"#, #""key":["#, "key='", "%25", "&a=%2525", #"\u"#, "key "])
    func `looks at every byte a few times`(unit: String) {
        let count = 4 * Exchange.keptBodyBytes / unit.utf8.count
        #expect(!body(String(repeating: unit, count: count), isCut: true).isEmpty)
    }
}
