import HTTP
import ImageGeneration
import JSON
import Simulation
import TestSupport
import Testing

@testable import Vendors

@Suite struct `fal takes uploads` {
    private let fal = Fal(settings: VendorSettings())

    @Test(arguments: Fixture.cases("fal/storage-cases.json").map(\.object))
    func `and answers as it is known to`(_ json: JSONObject) throws {
        #expect(kindsOfSource.contains(json.value("known").text))
        let answer: Answer
        switch fal.receive(call(json)) {
        case .answered(let atOnce, let failure, _):
            answer = atOnce
            #expect(json["reply"] == nil)
            #expect(failure?.name == json["failure"]?.text)
        case .upload(_, let wording):
            let reply = try #require(json["reply"]?.text)
            let fault = UploadFault(rawValue: reply)
            answer = wording(fault.map { .refused($0) } ?? .done(entityTag: reply.isEmpty ? nil : reply))
        case .accepted, .queue, .statement:
            throw UnexpectedReception()
        }
        let body = String(decoding: answer.body, as: UTF8.self)
        #expect(answer.status.code == json.value("status").number)
        if let expected = json["body"]?.text { #expect(body == expected) }
        if let pattern = json["matches"]?.text { #expect(try Regex(pattern).wholeMatch(in: body) != nil, "\(body)") }
        for field in json["expect"]?.object.members ?? [] {
            #expect(answer.fields.values(of: field.key) == [field.value.text], "\(field.key)")
        }
    }

    @Test func `every fault of the store occurs in the cases`() {
        let replies = Fixture.cases("fal/storage-cases.json").compactMap { $0["reply"]?.text }
        #expect(Set(replies).isSuperset(of: UploadFault.allCases.map(\.rawValue)))
    }

    @Test(arguments: ["/files/upload", "/files/b/0a1b2c3d/x", "/files/b/0a1b2c3d/x/multipart/u/1"])
    func `but none over the limit of a body`(path: String) throws {
        let call = Fal.call(
            path == "/files/upload" ? .post : .put,
            host: "v3b.fal.media",
            path: path,
            fields: ["authorization": "Bearer token"],
            body: .tooLarge(limit: 1)
        )
        let (answer, failure) = try answered(fal.receive(call))
        #expect(answer.status == 413)
        #expect(String(decoding: answer.body, as: UTF8.self) == "File too large, use multipart solution")
        #expect(failure == .invalidInput)
    }

    @Test(
        arguments: [
            (nil, .usual),
            (#"{"expiration_duration_seconds": 3600}"#, .seconds(3600)),
            (#"{"expiration_duration_seconds":0.5,"initial_acl":{"default":"forbid"}}"#, .seconds(1)),
            (#"{"expiration_duration_seconds":1e300}"#, .seconds(3_153_600_000)),
            (#"{"expiration_duration_seconds":9000000000000000000}"#, .seconds(3_153_600_000)),
            (#"{"expiration_duration_seconds":null}"#, .unlimited),
            (#"{"expiration_duration_seconds":0}"#, .unlimited),
            (#"{"expiration_duration_seconds":-1}"#, .usual),
            (#"{"expiration_duration_seconds":"1h"}"#, .usual),
            (#"{"initial_acl":{}}"#, .usual),
            ("not-json", .usual),
            ("[]", .usual),
        ] as [(String?, UploadDescription.Lifetime)]
    )
    func `and reads how long a file is to be kept`(field: String?, lifetime: UploadDescription.Lifetime) {
        for name in ["X-Fal-Object-Lifecycle", "X-Fal-Object-Lifecycle-Preference"] {
            var fields = HTTPFields()
            if let field { fields.append(name, field) }
            #expect(UploadDescription.Lifetime(fields) == lifetime)
        }
    }

    @Test func `and takes parts in any order, with and without quotation marks`() throws {
        let body = #"{"parts":[{"partNumber":2,"etag":"\"b\""},{"partNumber":1,"etag":"a","more":1}]}"#
        let call = Fal.call(
            host: "v3b.fal.media",
            path: "/files/b/0a1b2c3d/x_cat.png/multipart/u/complete",
            query: "x=y&signature=s&z",
            fields: [:],
            body: .bytes(Array(body.utf8))
        )
        guard case .upload(let request, _) = fal.receive(call) else { throw UnexpectedReception() }
        let location = ImageLocation(role: Fal.media, path: "/files/b/0a1b2c3d/x_cat.png")
        let parts = [UploadedPart(number: 2, entityTag: "b"), UploadedPart(number: 1, entityTag: "a")]
        #expect(request.action == .complete(UploadInParts(location: location, id: "u"), from: parts))
        #expect(request.grant == "s")
        #expect(fal.uploadGrant(of: call) == "s")
    }

    @Test func `and keeps no media type that no answer could carry`() throws {
        for type in ["", String(repeating: "x", count: 256)] {
            let fields: HTTPFields = ["authorization": "Bearer token", "content-type": type]
            let call = Fal.call(host: "v3b.fal.media", path: "/files/upload", fields: fields)
            guard case .upload(let request, _) = fal.receive(call), case .store(_, let description, _) = request.action
            else { throw UnexpectedReception() }
            #expect(description.mediaType == "application/octet-stream")
        }
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00+00:00"),
        (1_788_091_200_000_000_000, "2026-08-30T12:00:00+00:00"),
        (1_788_091_200_000_042_999, "2026-08-30T12:00:00.000042+00:00"),
        (1_788_091_200_102_130_000, "2026-08-30T12:00:00.102130+00:00"),
    ])
    func `and dates tokens as Python does`(nanoseconds: Int64, text: String) {
        #expect(Timestamp(nanoseconds: nanoseconds).pythonText == text)
    }

    private func call(_ json: JSONObject) -> Call {
        var fields: HTTPFields = (json["fields"]?.object.members ?? []).reduce(into: [:]) {
            $0.append($1.key, $1.value.text)
        }
        if json["key"] != nil { fields.append("authorization", "Key id:secret") }
        if json["token"] != nil { fields.append("authorization", "Bearer token") }
        return Fal.call(
            HTTPMethod(rawValue: json["method"]?.text ?? "POST"),
            host: json.value("host").text,
            path: json.value("path").text,
            query: json["query"]?.text,
            fields: fields,
            body: .bytes(Array(json.value("send").text.utf8))
        )
    }
}
