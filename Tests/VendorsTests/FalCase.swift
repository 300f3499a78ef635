import HTTP
import ImageGeneration
import JSON
import Simulation
import TestSupport
import Testing

@testable import Vendors

/// One recorded request with the answer of fal's own framework, from `fixtures/fal/validation-cases.json`.
struct FalCase: Sendable, CustomTestStringConvertible {
    let name: String
    let path: String
    let contentType: String
    let body: [UInt8]
    let status: Int
    /// The body of a refusal.
    let answer: String?
    /// The values with which the model is called.
    let accepted: JSONObject?
    /// The width and height meant by them.
    let size: [Int]?
    /// What the build of 2025 answers, where that is something else.
    let in2025: (status: Int, answer: String)?

    var testDescription: String { name }

    static let all = Fixture.cases("fal/validation-cases.json").map { FalCase($0.object) }

    private init(_ json: JSONObject) {
        name = json.value("name").text
        path = json.value("path").text
        contentType = json["contentType"]?.text ?? "application/json"
        if let digits = json["hex"]?.text {
            body = bytes(hexadecimal: digits)
        } else if let nested = json["nested"]?.object {
            body = nestedArrays(nested)
        } else {
            body = Array(json.value("body").text.utf8)
        }
        status = json.value("status").number
        answer = json["answer"]?.text
        accepted = json["accepted"]?.object
        size = json["size"].map { $0.elements.map(\.number) }
        in2025 = json["in2025"].map { ($0.object.value("status").number, $0.object.value("answer").text) }
    }

    func call() -> Call {
        Fal.call(path: path, fields: ["authorization": "Key id:secret", "content-type": contentType], body: body)
    }
}

extension Fal {
    /// A POST to `fal.run` with a well-formed key, unless said otherwise.
    static func call(
        _ method: HTTPMethod = .post,
        host: String = "fal.run",
        path: String = "/fal-ai/flux/srpo",
        query: String? = nil,
        fields: HTTPFields = ["authorization": "Key id:secret", "content-type": "application/json"],
        body: [UInt8] = Array(#"{"prompt":"a cat"}"#.utf8)
    ) -> Call {
        call(
            method,
            host: host,
            path: path,
            query: query,
            fields: fields,
            body: .bytes(body),
            time: Timestamp(nanoseconds: 1_767_225_600_000_000_000)
        )
    }
}

private func bytes(hexadecimal digits: String) -> [UInt8] {
    stride(from: 0, to: digits.utf8.count, by: 2).map { start in
        guard let byte = UInt8(digits.dropFirst(start).prefix(2), radix: 16) else { fatalError("no bytes: \(digits)") }
        return byte
    }
}

private func nestedArrays(_ json: JSONObject) -> [UInt8] {
    let depth = json.value("depth").number
    let arrays = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    return Array((json.value("before").text + arrays + json.value("after").text).utf8)
}
