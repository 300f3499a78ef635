import HTTP
import Testing

@Suite("Header fields")
struct FieldsTests {
    @Test("Names are found whatever their case and keep their spelling and order")
    func lookup() {
        let fields: HTTPFields = ["Content-Type": "a", "X": "1", "x": "2"]
        #expect(fields["content-TYPE"] == "a")
        #expect(fields["x"] == "1")
        #expect(fields.values(of: "X") == ["1", "2"])
        #expect(fields.contains("X"))
        #expect(!fields.contains("Y"))
        #expect(fields["Y"] == nil)
        #expect(fields.map(\.name) == ["Content-Type", "X", "x"])
        #expect(fields.count == 3)
    }

    @Test("Setting a value replaces all fields of that name, setting nil removes them")
    func setting() {
        var fields: HTTPFields = ["X": "1", "Y": "2", "x": "3"]
        fields["X"] = "4"
        #expect(fields == ["Y": "2", "X": "4"])
        fields["y"] = nil
        #expect(fields == ["X": "4"])
        fields["Z"] = nil
        #expect(fields == ["X": "4"])
    }

    @Test(
        "Nothing put into a field can end its line",
        arguments: [
            ("X", "a\r\nY: b", "X", "a  Y: b"),
            ("X", "a\u{0}b\u{7F}\u{1}", "X", "a b  "),
            ("X: y\r\nZ", "a", "X__y__Z", "a"),
            ("X", "tab\tand ü stay", "X", "tab\tand ü stay"),
        ]
    )
    func injection(name: String, value: String, storedName: String, storedValue: String) {
        var fields = HTTPFields()
        fields.append(name, value)
        #expect(fields.map(\.name) == [storedName])
        #expect(fields.map(\.value) == [storedValue])
    }

    @Test("Equality is that of names and values, however they were written on the wire")
    func equality() {
        let parsed = read("GET / HTTP/1.1\r\nHost:a\r\nX: \t b \r\n\r\n").heads.first?.fields
        #expect(parsed == ["Host": "a", "X": "b"])
        #expect(parsed?.hashValue == (["Host": "a", "X": "b"] as HTTPFields).hashValue)
        #expect(parsed != ["Host": "a", "x": "b"])
    }

    @Test("Bytes that are not UTF-8 are replaced, not refused")
    func notUnicode() {
        let head = Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8) + [0xFF] + Array("\r\n\r\n".utf8)
        #expect(read(head).heads.first?.fields["X"] == "\u{FFFD}")
    }

    @Test("A response asks to close by a member of Connection")
    func close() {
        #expect((["Connection": "x, Close"] as HTTPFields).asksToClose)
        #expect(!(["Connection": "closed"] as HTTPFields).asksToClose)
        #expect(!([:] as HTTPFields).asksToClose)
    }
}
