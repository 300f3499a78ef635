import Testing

@testable import JSON

@Suite struct `Reading single members` {
    private static let keys = [
        "a", "seed", "num_images", "num_inferences", "image_size", "image_sizes", "", "é", #"q"q"#,
    ]

    @Test(
        arguments: [
            "0", "7", "10", "007", "-1", "-", "1.5", "0.5", "1.", "1.e5", ".5", "1e5", "1E-2", "1e", "1.5e3",
            "123456789012345",
            "1234567890123456", "12345678901234567890123", "1.00000000000000000000001", "1x", "true", "tru", "truee",
            "false",
            "null", "nul", "NaN", "-Infinity", "[1,{}]", "[1", #"{"a":1}"#, #""text""#, #""te\"xt""#, #""é""#,
            #""text"#, "", "1 ",
        ]
    )
    func `passes over no value that the parser would refuse`(value: String) {
        for document in [
            #"{"other":\#(value),"a":1}"#, #"{"a":1,"other":\#(value)}"#, #"{ "other" : \#(value) , "a" : 1 }"#,
            #"{"a":\#(value)}"#, #"{"other":\#(value)"#, #"{"num_imagez":\#(value),"num_images":2}"#,
        ] {
            let bytes = Array(document.utf8)
            var expected: [Int: JSONValue] = [:]
            let whole = try? JSONParser.parse(bytes)
            if case .object(let object) = whole {
                for (place, key) in Self.keys.enumerated() { expected[place] = object[key] }
            }
            var found: [Int: JSONValue] = [:]
            let isRead = JSONParser().readMembers(of: bytes, under: JSONKeys(Self.keys)) { found[$0] = $1 }
            #expect(isRead == (whole != nil), "\(document)")
            // NaN is not even equal to itself.
            if isRead { #expect("\(found.sorted { $0.key < $1.key })" == "\(expected.sorted { $0.key < $1.key })") }
        }
    }

    @Test func `knows keys from those that begin like them`() {
        let document = Array(
            #"{"image_sizes":1,"image_size":2,"image_siz":3,"":4,"é":5,"num_":6,"q\"q":7,"a":8,"aa":9}"#.utf8
        )
        var found: [String: JSONValue] = [:]
        let isRead = JSONParser().readMembers(of: document, under: JSONKeys(Self.keys)) { found[Self.keys[$0]] = $1 }
        #expect(isRead)
        let expected: [String: JSONValue] = [
            "image_sizes": .integer(1), "image_size": .integer(2), "": .integer(4), "é": .integer(5),
            #"q"q"#: .integer(7),
            "a": .integer(8),
        ]
        #expect(found == expected)
    }

    @Test func `holds to the parser's own limit of digits`() {
        let parser = JSONParser(maximumIntegerDigits: 3)
        #expect(parser.readMembers(of: Array(#"{"x":123}"#.utf8), under: JSONKeys(["a"])) { _, _ in })
        #expect(!parser.readMembers(of: Array(#"{"x":1234}"#.utf8), under: JSONKeys(["a"])) { _, _ in })
    }
}
