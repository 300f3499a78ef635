import Testing

@testable import Emulator

@Suite struct `A Range field` {
    @Test(arguments: [
        ("bytes=0-0", ByteRange.part(0..<1)),
        ("bytes=2-5", .part(2..<6)),
        ("bytes=2-", .part(2..<10)),
        ("bytes=-3", .part(7..<10)),
        ("bytes=-30", .part(0..<10)),
        ("bytes=5-99", .part(5..<10)),
        ("bytes=0-99999999999999999999", .part(0..<10)),
        ("BYTES=1-2", .part(1..<3)),
        ("bytes= 1-2 ", .part(1..<3)),
    ])
    func `asks for part of ten bytes`(field: String, expected: ByteRange) {
        #expect(ByteRange(field: field, length: 10) == expected)
    }

    @Test(arguments: ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999-"])
    func `can lie outside`(field: String) {
        #expect(ByteRange(field: field, length: 10) == .unsatisfiable)
    }

    @Test(arguments: [
        nil, "bytes=5-2", "bytes=a-b", "bytes=-", "bytes=1", "items=0-1", "bytes=0-1,3-4", "bytes=+1-2", "",
    ])
    func `is passed over when malformed, unknown or multiple`(field: String?) {
        #expect(ByteRange(field: field, length: 10) == .whole)
    }
}
