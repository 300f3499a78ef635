import Foundation
import JSON
import TestSupport
import Testing

@testable import Emulator

@Suite struct `A client that takes the server for its proxy` {
    private static let fields = ["Authorization: Key id:secret", "Content-Type: application/json"]

    private func entries(of fixture: ServerFixture) async throws -> [JSONValue] {
        let journal = try await fixture.ask("GET", "/_fauxto/requests")
        return try #require(try JSONParser.parse(journal.body)["requests"]).elements
    }

    @Test func `is answered for a vendor's host, with links to the vendor's real hosts`() async throws {
        let fixture = try ServerFixture()
        let response = try await fixture.ask(
            "POST",
            "http://fal.run/fal-ai/flux/srpo",
            fields: Self.fields,
            body: #"{"prompt":"a cat"}"#
        )
        #expect(response.status == 200)
        let url = try #require(try JSONParser.parse(response.body)["images"]?[0]?["url"]?.text)
        #expect(url.hasPrefix("http://v3b.fal.media/files/"))
        #expect(try await fixture.ask("GET", url).status == 200)
    }

    @Test func `is answered for a vendor's host whose name ends in a dot`() async throws {
        let fixture = try ServerFixture()
        #expect(try await fixture.ask("GET", "http://Fal.Run./fal-ai/flux/srpo", fields: Self.fields).status == 405)
        let port = fixture.server.port
        try await onOwnThread {
            let client = try RawClient(port: port)
            client.send("CONNECT fal.run.:443 HTTP/1.1\r\nHost: fal.run.:443\r\n\r\n")
            #expect(try client.text(upTo: "\r\n\r\n").hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test(arguments: [
        ("CONNECT", "example.com:443", "example.com:443", "--allow-host example.com"),
        ("CONNECT", "fal.run:22", "fal.run:22", "--allow-host fal.run"),
        ("CONNECT", "10.1.2.3:443", "10.1.2.3:443", "--allow-local"),
        ("GET", "http://example.com/a?key=secret", "http://example.com/a", "--allow-host example.com"),
        ("GET", "http://[::1]:1/a", "http://[::1]:1/a", "--allow-local"),
        ("GET", "https://example.com/fal.run/a", "https://example.com/fal.run/a", "--allow-host example.com"),
    ])
    func `is refused any other host, by name, and that is in the journal`(
        method: String,
        target: String,
        shown: String,
        flag: String
    ) async throws {
        let fixture = try ServerFixture()
        let response = try await fixture.ask(method, target)
        #expect(response.status == 403)
        let host = HostAndPort(authority: shown.replacing(/^.*:\/\/|\/.*$/, with: ""), defaultPort: 80).host
        #expect(response.text.contains(host))
        #expect(response.text.hasSuffix(": \(flag) would let it through\n"))
        let entry = try #require(try await entries(of: fixture).first)
        #expect(entry["outcome"]?.text == "egress")
        #expect(entry["host"]?.text == host)
        #expect(entry["target"]?.text == shown)
        #expect(entry["status"]?.number == 403)
    }

    @Test func `may name the server itself`() async throws {
        let fixture = try ServerFixture()
        let response = try await fixture.ask("GET", "http://localhost:\(fixture.server.port)/_fauxto/health")
        #expect(response.status == 200)
    }

    @Test(arguments: [false, true])
    func `is let through where that is allowed, and that is in the journal`(byPattern: Bool) async throws {
        let other = try ServerFixture()
        let fixture = try ServerFixture {
            if byPattern { $0.egress.allow = ["127.0.0.1"] } else { $0.egress.allowLocal = true }
        }
        let response = try await fixture.ask("GET", "http://127.0.0.1:\(other.server.port)/_fauxto/health")
        #expect(response.status == 200)
        #expect(try await entries(of: fixture).first?["outcome"]?.text == "relayed")
    }

    @Test(arguments: ["127.0.0.1", "localhost"])
    func `is not led back to the server by another of its ports, unless that is named`(host: String) async throws {
        for allow in [[], [host]] {
            let fixture = try ServerFixture {
                $0.listen = [(role: "fal.run", port: 0)]
                $0.egress.allowLocal = true
                $0.egress.allow = allow
            }
            let port = try #require(fixture.server.rolePorts.first).port
            let response = try await fixture.ask("GET", "http://\(host):\(port)/_fauxto/health")
            #expect(response.status == (allow.isEmpty ? 403 : 200))
            let last = try #require(try await entries(of: fixture).last)
            #expect(last["outcome"]?.text == (allow.isEmpty ? "egress" : "relayed"))
            if allow.isEmpty { #expect(last["notes"]?[0]?.text.contains("it is this server itself") == true) }
        }
    }

    @Test(arguments: ["169.254.169.254", "0.0.0.0", "[fe80::1]", "[::ffff:169.254.169.254]", "2852039166", "224.0.0.1"])
    func `is not let through to where only this machine may ask, by the leave for local addresses`(
        host: String
    ) async throws {
        let fixture = try ServerFixture { $0.egress.allowLocal = true }
        let response = try await fixture.ask("CONNECT", "\(host):1")
        #expect(response.status == 403)
        #expect(try await entries(of: fixture).first?["outcome"]?.text == "egress")
    }

    @Test func `is told that a tunnel to an HTTPS port wants HTTPS`() async throws {
        let port = try ServerFixture().server.port
        let response = try await onOwnThread {
            let client = try RawClient(port: port)
            client.send("CONNECT fal.run:443 HTTP/1.1\r\nHost: fal.run:443\r\n\r\n")
            client.send("GET / HTTP/1.1\r\nHost: fal.run\r\n\r\n")
            _ = try client.text(upTo: "\r\n\r\n")
            return try client.response()
        }
        #expect(response.status == 400)
        #expect(response.text.contains("https_required"))
    }
}

@Suite struct `A host is local` {
    @Test(arguments: [
        "localhost:3000", "web.localhost", "127.0.0.1:80", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "[::1]:80", "[fd00::1]", "[::ffff:10.0.0.1]", "2130706433:80", "0x7f.1", "0177.0.0.1",
    ])
    func `by what its text says`(authority: String) {
        #expect(HostAndPort(authority: authority, defaultPort: 80).isLocal)
    }

    @Test(arguments: [
        "example.com", "localhost.example.com", "8.8.8.8", "172.15.0.1", "172.32.0.1", "192.169.0.1", "11.0.0.1",
        "[2001:db8::1]", "[::ffff:8.8.8.8]", "127.0.0.1.example.com", "169.254.1.1", "0.0.0.0", "[::]", "[fe80::1]",
    ])
    func `and no other is`(authority: String) {
        #expect(!HostAndPort(authority: authority, defaultPort: 80).isLocal)
    }

    @Test(arguments: [("example.com", 80), ("example.com:8080", 8080), ("[::1]", 80), ("[::1]:81", 81)])
    func `and its port is the one it names`(authority: String, port: Int) {
        #expect(HostAndPort(authority: authority, defaultPort: 80).port == port)
    }
}

@Suite struct `An address that a name leads to` {
    private static let listeners: OwnListeners = {
        let listeners = OwnListeners()
        listeners.set([.init(host: "127.0.0.1", port: 8080)])
        return listeners
    }()

    private func objection(
        to address: String,
        allowing hosts: [String] = [],
        named: [String] = [],
        publicURL: String? = nil
    ) -> String? {
        var settings = EmulatorConfiguration.Egress()
        settings.allow = hosts
        settings.allowLocal = true
        let policy = EgressPolicy(settings: settings, publicURL: publicURL)
        let destination = HostAndPort(authority: "hooks.example.com:8080", defaultPort: 80)
        return policy.objection(to: address, of: destination, Self.listeners, named: named)
    }

    private static let forbidden = [
        "169.254.169.254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "fe80::1%eth0", "fd00:ec2::254", "0.0.0.0",
        "::", "224.0.0.1", "ff02::1", "255.255.255.255",
    ]

    @Test(arguments: forbidden + ["127.0.0.1", "::ffff:127.0.0.1"])
    func `is not contacted by the leave for a whole domain, but for its own name or address`(address: String) {
        #expect(objection(to: address) != nil)
        #expect(objection(to: address, allowing: ["*.example.com"]) != nil)
        #expect(objection(to: address, allowing: ["Hooks.example.com"]) == nil)
        #expect(objection(to: address, allowing: [address]) == nil)
    }

    @Test(arguments: forbidden.filter { $0 != "0.0.0.0" && $0 != "::" })
    func `is fetched from where its address is named, but never from this server`(address: String) {
        #expect(objection(to: address, named: ["hooks.example.com"]) != nil)
        #expect(objection(to: address, named: [address]) == nil)
        #expect(objection(to: "127.0.0.1", named: ["127.0.0.1"]) == "this server itself")
    }

    @Test(arguments: ["127.0.0.2", "10.0.0.1", "::1", "fd00::1", "8.8.8.8"])
    func `may be any other`(address: String) {
        #expect(objection(to: address) == nil)
    }

    @Test func `is this server's where its public name is`() {
        #expect(objection(to: "10.0.0.1", publicURL: "http://hooks.example.com:8080/x") == "this server itself")
        #expect(objection(to: "10.0.0.1", publicURL: "http://hooks.example.com") == nil)
    }
}
