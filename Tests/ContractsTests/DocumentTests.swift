import Contracts
import JSON
import Testing

@Suite struct `a document` {
    private static let properties = #"""
        {"prompt": {"type": "string"},
         "size": {"anyOf": [
            {"type": "object", "properties": {"width": {"type": "integer", "maximum": 9, "default": 5}}},
            {"type": "string", "enum": ["square", "wide"]}], "default": "wide"},
         "steps": {"type": "integer", "minimum": 1, "maximum": 50, "default": 28},
         "seed": {"type": "integer", "nullable": true},
         "speed": {"type": "integer", "nullable": true, "default": 3},
         "scale": {"type": "number", "minimum": 1, "maximum": 20, "default": 4.5},
         "inline": {"type": "boolean", "default": false}}
        """#

    @Test(arguments: [
        #"{"prompt":"a cat"}"#,
        #"{"prompt":"a cat","size":"square","steps":1,"seed":-7,"speed":2,"scale":2.5,"inline":true}"#,
        #" { "inline" : true , "scale" : 20 , "prompt" : "\u00e9é" , "size" : {"width":1} } "#,
        #"{"prompt":"","steps":"2","size":{},"inline":"yes","scale":"1.5"}"#,
        #"{"steps":99,"prompt":1,"steps":2,"prompt":"a cat","seed":null}"#,
        #"{"pro\u006dpt":"a cat","other":[{"prompt":1}],"promp":1,"prompts":1,"\ud800":1,"":1}"#,
        #"{"prompt":"\ud800","seed":123456789012345678901234567890}"#,
    ])
    func `has the values that parsing and validating find`(text: String) throws {
        for coercion in [Coercion.lax, .strict] {
            let both = try outcomes(Array(text.utf8), coercion)
            if both.twoSteps != nil, !text.contains("99") { #expect(both.oneStep != nil) }
            #expect(both.oneStep == nil || both.oneStep == both.twoSteps)
        }
    }

    @Test func `that is damaged in any place has no other values than parsing and validating find`() throws {
        let text =
            #"{"prompt":"a\n\ud83d\ude00é","size":"square","seed":null,"x":[1],"steps":12,"inline":true,"speed":3}"#
        let document = Array(text.utf8)
        var valid = 0
        for index in document.indices {
            var damaged = [Array(document[..<index] + document[(index + 1)...]), Array(document[..<index])]
            for byte in Array(#""\{}[]:,0e n"#.utf8) + [0x00, 0xC3, 0xFF] {
                damaged.append(document)
                damaged[damaged.count - 1][index] = byte
                damaged.append(Array(document[..<index] + [byte] + document[index...]))
            }
            for document in damaged {
                let both = try outcomes(document, .lax)
                #expect(both.oneStep == both.twoSteps, "\(String(decoding: document, as: UTF8.self))")
                if both.oneStep != nil { valid += 1 }
            }
        }
        #expect(valid > 100)
    }

    @Test(arguments: [
        "", "null", "[]", #""prompt""#, "{}", "{", #"{"prompt":null}"#, #"{"prompt":"a"}}"#, #"{"prompt":"a",}"#,
        #"{"prompt":"a","steps":51}"#, #"{"prompt":"a","steps":null}"#, #"{"prompt":"a","x":01}"#,
        #"{"prompt":"a","x":"# + String(repeating: "[", count: 2_000),
    ])
    func `has no values if it is faulty or not valid`(text: String) throws {
        let both = try outcomes(Array(text.utf8), .lax)
        #expect(both.oneStep == nil)
        #expect(both.twoSteps == nil)
    }

    @Test func `is left to parsing and validating where it gives null and there is a default`() throws {
        let both = try outcomes(Array(#"{"prompt":"a","speed":null}"#.utf8), .lax)
        #expect(both.oneStep == nil)
        #expect(both.twoSteps != nil)
    }

    /// What `Contract.values` finds in a document, and what parsing and then validating does.
    private func outcomes(_ document: [UInt8], _ coercion: Coercion) throws -> (oneStep: Values?, twoSteps: Values?) {
        let contract = try contract(properties: Self.properties, required: #"["prompt"]"#)
        let oneStep = contract.values(in: document, parser: JSONParser(), coercion: coercion)
        guard let input = try? JSONParser.parse(document),
            case .valid(let values) = contract.validate(input, coercion: coercion)
        else { return (oneStep, nil) }
        return (oneStep, values)
    }
}
