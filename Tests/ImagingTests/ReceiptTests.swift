import Testing

@testable import Imaging

/// A receipt with every member.
let sampleReceipt = Receipt(
    version: "0.1.0",
    vendor: "fal",
    model: "fal-ai/flux/srpo/image-to-image",
    request: "0198f4a2-9d1c-7b1e-8a3f-2f6d5c4b3a29",
    promptDigest: Receipt.digest(ofPrompt: "a red fox"),
    seed: "4211908276",
    index: 1,
    count: 4,
    width: 1024,
    height: 768,
    strength: 0.85,
    recipe: 0x0123_4567_89AB_CDEF
)

@Suite struct ReceiptTests {
    @Test func `a receipt is one compact JSON object with its members in order`() {
        #expect(
            sampleReceipt.json == """
                {"fauxto":"0.1.0","vendor":"fal","model":"fal-ai/flux/srpo/image-to-image",\
                "request":"0198f4a2-9d1c-7b1e-8a3f-2f6d5c4b3a29",\
                "promptSHA256":"647c3a6520b87d387c85a08faff768cf92f436d1477dabb951d7c6417813beb4",\
                "seed":4211908276,"index":1,"count":4,"width":1024,"height":768,"strength":0.85,\
                "recipe":"0123456789abcdef"}
                """
        )
    }

    @Test func `a picture drawn from the prompt alone has no strength`() {
        var receipt = sampleReceipt
        receipt.strength = nil
        #expect(receipt.json == sampleReceipt.json.replacing("\"strength\":0.85,", with: ""))
    }

    @Test(arguments: ["0", "-7", "18446744073709551616", "9007199254740993", "123456789012345678901234567890"])
    func `a seed of any size comes back digit for digit`(seed: String) {
        var receipt = sampleReceipt
        receipt.seed = seed
        #expect(receipt.json.contains("\"seed\":\(seed),"))
        #expect(Receipt(json: receipt.json) == receipt)
    }

    @Test(arguments: [nil, 0, 0.01, 0.5, 0.95, 1])
    func `what is written is read back`(strength: Double?) {
        var receipt = sampleReceipt
        receipt.strength = strength
        #expect(Receipt(json: receipt.json) == receipt)
    }

    @Test func `everything beyond ASCII is escaped`() {
        var receipt = sampleReceipt
        receipt.model = "modèle 🦊\u{1B}[31m\u{7F}\n\"\\"
        let json = receipt.json
        #expect(json.contains(#""mod\u00e8le \ud83e\udd8a\u001b[31m\u007f\n\"\\""#))
        #expect(json.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
        #expect(Receipt(json: json) == receipt)
    }

    @Test func `members that are not known are passed over`() {
        let json = sampleReceipt.json.replacing("{\"fauxto\"", with: "{\"mood\":[1,{}],\"fauxto\"")
        #expect(Receipt(json: json) == sampleReceipt)
    }

    @Test(arguments: [
        ("\"0.1.0\"", "1"), ("\"vendor\":\"fal\",", ""), ("4211908276", "42.5"), ("4211908276", "\"42\""),
        ("\"index\":1", "\"index\":-1"), ("\"count\":4", "\"count\":0"), ("1024", "0"), ("768", "16385"),
        ("0.85", "1.01"), ("0.85", "NaN"), ("0.85", "\"0.85\""), ("cdef", "cde"), ("cdef", "CDEF"), ("cdef", "cdeg"),
        ("0123456", "+123456"), ("}", ""), ("{\"fauxto\"", "[{\"fauxto\""),
    ])
    func `what is no receipt is refused`(part: String, replacement: String) {
        let json = sampleReceipt.json.replacing(part, with: replacement)
        #expect(json != sampleReceipt.json)
        #expect(Receipt(json: json) == nil)
    }

    /// The examples of NIST's page on FIPS 180, and lengths about the end of a block against `sha256sum`.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrst"
                + "nopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
        (String(repeating: "a", count: 55), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
        (String(repeating: "a", count: 56), "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
        (String(repeating: "a", count: 64), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
        ("ein Fuchs, größer als ein Hase 🦊", "bacfbe77ae1c33b5519bf9972d99bf5cd16fbeae6b76c3c41dfaaa3963b8e356"),
    ])
    func `a prompt's digest is its SHA-256`(prompt: String, digest: String) {
        #expect(Receipt.digest(ofPrompt: prompt) == digest)
    }

    /// The check value that catalogues of such codes give for CRC-32.
    @Test func `the check of strips and chunks is CRC-32`() {
        #expect(CRC32("123456789".utf8).value == 0xCBF4_3926)
        #expect(CRC32([]).value == 0)
    }
}
