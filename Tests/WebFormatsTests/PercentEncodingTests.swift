import Testing
import WebFormats

@Suite struct `Percent encoding` {
    @Test(arguments: [
        ("plain", "plain"), ("a%20b", "a b"), ("%C3%a9", "é"), ("%2541", "%41"), ("a%", "a%"), ("%4", "%4"),
        ("%zz%41", "%zzA"), ("%+F", "%+F"), ("%ff", "\u{FFFD}"),
    ])
    func `is resolved, and what is no escape stays`(text: String, decoded: String) {
        #expect(PercentEncoding.decode(text[...]) == decoded)
    }

    @Test func `can be asked to be whole`() {
        #expect(PercentEncoding.decodeStrictly("%00a%ff"[...].utf8) == [0, 0x61, 0xFF])
        for broken in ["%", "%4", "%4g", "a%+F"] { #expect(PercentEncoding.decodeStrictly(broken[...].utf8) == nil) }
    }
}
