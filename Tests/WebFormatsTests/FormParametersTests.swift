import Testing

@testable import WebFormats

@Suite struct `The parameters of a query` {
    @Test(
        arguments: [
            (nil, []), ("", []), ("&&", []), ("a=1&b=2", ["a:1", "b:2"]), ("a", ["a:"]), ("a=", ["a:"]),
            ("a=b=c", ["a:b=c"]),
            ("a=x+y%2Cz", ["a:x y,z"]), ("a+b=1", ["a b:1"]), ("a=1&a=2", ["a:1", "a:2"]), ("a=%2B", ["a:+"]),
            ("=1", [":1"]),
        ] as [(String?, [String])]
    )
    func `are names and values as forms write them`(query: String?, parameters: [String]) {
        #expect(FormParameters.parse(query).map { "\($0.name):\($0.value)" } == parameters)
    }
}
