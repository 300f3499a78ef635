import Contracts
import JSON
import Testing

@Suite struct `a union` {
    private let schema = #"""
        {"anyOf": [
            {"title": "Size", "type": "object", "properties": {
                "width": {"type": "integer", "minimum": 512, "maximum": 1536, "default": 1024},
                "height": {"type": "integer", "minimum": 512, "maximum": 1536, "default": 768}}},
            {"type": "string", "enum": ["square", "landscape"]}
        ], "default": "landscape"}
        """#

    @Test(arguments: [Coercion.lax, .strict])
    func `takes the branch that holds, with that branch's own defaults`(coercion: Coercion) throws {
        let filled: JSONValue = .object(["width": .integer(1024), "height": .integer(768)])
        #expect(try check(#""square""#, against: schema, coercion) == .value(.string("square")))
        #expect(try check("{}", against: schema, coercion) == .value(filled))
        #expect(
            try check(#"{"height": 600, "x": 1}"#, against: schema, coercion)
                == .value(.object(["width": .integer(1024), "height": .integer(600)]))
        )
    }

    @Test func `tells for each branch why it does not hold, with paths that begin at the value`() throws {
        let contract = try contract(schema)
        let input: JSONValue = .object(["value": .object(["width": .integer(2048), "height": .string("a")])])
        guard case .invalid(let findings) = contract.validate(input, coercion: .lax), let union = findings.first,
            case .noBranch(let branches) = union.kind, case .anyOf(let schemas) = union.schema.kind
        else {
            Issue.record("no union's finding")
            return
        }
        #expect(union.path == ["value"])
        #expect(branches.map { $0.map(\.path) } == [[["width"], ["height"]], [[]]])
        #expect(branches.map { $0.map(\.kind) } == [[.aboveMaximum, .unreadable], [.notInEnumeration]])
        #expect(schemas.map(\.title) == ["Size", nil])
    }

    @Test(arguments: [
        // Zod reports a branch bare when its types are right and only its rules are broken.
        (#"{"width": 2048}"#, [true, false]), (#"{"width": 600.5}"#, [true, false]),
        (#"{"width": "600"}"#, [false, false]), ("null", [false, false]), (#""huge""#, [false, false]),
        (#"{"width": 2048, "height": null}"#, [false, false]),
    ])
    func `tells broken rules from wrong types`(input: String, constraintsOnly: [Bool]) throws {
        guard case .found(let kinds) = try check(input, against: schema, .strict), kinds.count == 1,
            case .noBranch(let branches) = kinds[0]
        else {
            Issue.record("no union's finding")
            return
        }
        #expect(branches.map { $0.allSatisfy(\.kind.isConstraint) } == constraintsOnly)
    }
}
