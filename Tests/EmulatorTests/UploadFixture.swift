import Emulator
import JSON
import TestSupport
import Testing

/// A server of its own, and the calls that fal's clients upload with.
struct UploadFixture {
    let server: ServerFixture
    let time = Clock.frozen(at: ServerFixture.noon)

    /// A JPEG of 48×32 pixels.
    static let picture = Fixture.bytes("imaging/progressive.jpg")

    init(_ configure: (inout EmulatorConfiguration) -> Void = { _ in }) throws {
        server = try ServerFixture(clock: time, configure)
    }

    /// Asks the rest host, and returns the members of its answer.
    func rest(
        _ path: String,
        _ body: String,
        key: String = "id:secret",
        fields: [String] = []
    ) async throws -> JSONValue {
        let response = try await server.ask(
            "POST",
            "/fal/rest\(path)",
            fields: ["Authorization: Key \(key)", "Content-Type: application/json"] + fields,
            body: body
        )
        #expect(response.status == 200)
        return try JSONParser.parse(response.body)
    }

    /// A token for uploads, as a field.
    func token(key: String = "id:secret") async throws -> String {
        let token = try await rest("/storage/auth/token?storage_type=fal-cdn-v3", "{}", key: key)["token"]
        return "Authorization: Bearer \(try #require(token).text)"
    }

    /// The addresses at which a file can be sent and found.
    func initiate(
        inParts: Bool = false,
        type: String = "image/jpeg",
        fields: [String] = []
    ) async throws -> (upload: String, file: String) {
        let answer = try await rest(
            "/storage/upload/initiate\(inParts ? "-multipart" : "")?storage_type=fal-cdn-v3",
            #"{"content_type":"\#(type)","file_name":"cat.jpg"}"#,
            fields: fields
        )
        return (target(try #require(answer["upload_url"]?.text)), target(try #require(answer["file_url"]?.text)))
    }

    /// Uploads bytes with a token; returns where they are found, nil where they were refused.
    func upload(
        _ bytes: [UInt8] = picture,
        by token: String,
        fields: [String] = ["Content-Type: image/jpeg"]
    ) async throws -> String? {
        let response = try await server.ask("POST", "/fal/media/files/upload", fields: [token] + fields, bytes: bytes)
        guard response.status == 200 else { return nil }
        return target(try #require(try JSONParser.parse(response.body)["access_url"]?.text))
    }

    /// Begins an upload in parts with a token; returns where its parts go and where the file will be found.
    func begin(_ token: String) async throws -> (parts: String, file: String) {
        let fields = [token, "Content-Type: image/jpeg", "X-Fal-File-Name: cat.jpg"]
        let response = try await server.ask("POST", "/fal/media/files/upload/multipart", fields: fields)
        let answer = try JSONParser.parse(response.body)
        let file = target(try #require(answer["access_url"]?.text))
        return ("\(file)/multipart/\(try #require(answer["uploadId"]?.text))", file)
    }

    /// Ends an upload in parts.
    func complete(_ upload: String, _ token: String, _ parts: [(Int, String)]) async throws -> RawResponse {
        let list = parts.map { #"{"partNumber":\#($0.0),"etag":"\#($0.1)"}"# }.joined(separator: ",")
        return try await server.ask("POST", "\(upload)/complete", fields: [token], body: #"{"parts":[\#(list)]}"#)
    }

    /// Sends one part, and returns its entity tag.
    func part(_ number: Int, of upload: String, _ token: String, _ bytes: [UInt8]) async throws -> String {
        let response = try await server.ask("PUT", "\(upload)/\(number)", fields: [token], bytes: bytes)
        return try #require(try JSONParser.parse(response.body)["etag"]).text
    }

    /// The status of a download.
    func status(_ target: String) async throws -> Int {
        try await server.ask("HEAD", target).status
    }

    /// A URL without scheme and authority.
    private func target(_ url: String) -> String {
        "/" + url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)[2]
    }
}
