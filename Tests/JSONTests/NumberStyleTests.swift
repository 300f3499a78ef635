import JSON
import Testing

@Suite struct `Numbers` {
    @Test(arguments: fixtureCases("printed-numbers.json"))
    func `print as CPython and JavaScript print them`(example: FixtureCase) throws {
        let bits = try #require(example.text("bits").flatMap { UInt64($0, radix: 16) })
        let number = Double(bitPattern: bits)
        #expect(JSONNumberStyle.python.text(of: number) == example.text("python"))
        #expect(JSONNumberStyle.javaScript.text(of: number) == example.text("javaScript"))
    }

    @Test(arguments: [
        (JSONValue.integer(0), "0", "0"),
        (.integer(-28), "-28", "-28"),
        (.integer(1_234_567_890_123_456), "1234567890123456", "1234567890123456"),
        (.integer(9_007_199_254_740_992), "9007199254740992", "9007199254740992"),
        (.integer(9_007_199_254_740_993), "9007199254740993", "9007199254740992"),
        (.integer(.max), "9223372036854775807", "9223372036854776000"),
        (.integer(.min), "-9223372036854775808", "-9223372036854776000"),
        (.bigInteger("100000000000000000001"), "100000000000000000001", "100000000000000000000"),
        (.bigInteger("-1000000000000000000000"), "-1000000000000000000000", "-1e+21"),
        (.double(-0.0), "-0.0", "0"),
        (.double(1e20), "1e+20", "100000000000000000000"),
    ])
    func `are written whole in Python and as doubles in JavaScript`(
        value: JSONValue,
        python: String,
        script: String
    ) throws {
        #expect(try written(value, .python) == python)
        #expect(try written(value, .javaScript) == script)
    }
}
