import JSON
import Testing

@Suite struct `An object` {
    @Test func `replaces, appends and removes members`() {
        var object: JSONObject = ["a": .integer(1), "b": .integer(2)]
        object["a"] = .null
        object["c"] = .bool(true)
        object["b"] = nil
        object["none"] = nil
        #expect(object == ["a": .null, "c": .bool(true)])
        #expect(object["b"] == nil)
    }

    @Test func `does not find a key that Unicode only calls equivalent`() {
        let object: JSONObject = ["\u{212A}": .integer(1)]
        #expect(object["K"] == nil)
        #expect(object["\u{212A}"] == .integer(1))
    }
}
