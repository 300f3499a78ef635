import Foundation
import TestSupport
import Testing

@testable import Certificates

/// A directory of its own for one test, removed with it.
final class TemporaryDirectory {
    let path = NSTemporaryDirectory() + "fauxto-certificates-\(UUID().uuidString)"

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func mode(of file: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path + file)[.posixPermissions] as? Int
    }
}

@Suite struct `A certificate authority` {
    private let directory = TemporaryDirectory()

    private var path: String { directory.path + "/fauxto" }

    @Test func `is made where there is none, for its user alone, and is the same afterwards`() throws {
        let made = try CertificateAuthority(directory: path)
        #expect(try directory.mode(of: "/fauxto") == 0o700)
        #expect(try directory.mode(of: "/fauxto/authority-key.pem") == 0o600)
        #expect(made.certificatePath == path + "/authority.pem")
        #expect(made.fingerprint.split(separator: ":").count == 32)
        #expect(try CertificateAuthority(directory: path + "/").fingerprint == made.fingerprint)
        #expect(try FileManager.default.contentsOfDirectory(atPath: path).count == 2)
    }

    @Test func `is one and the same for all that make it at once`() async throws {
        let path = path
        let fingerprints = try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask { try await onOwnThread { try CertificateAuthority(directory: path).fingerprint } }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(fingerprints.count == 1)
    }

    @Test func `gets a certificate for the key that is there, when its making was interrupted`() throws {
        _ = try CertificateAuthority(directory: path)
        let key = try Data(contentsOf: URL(filePath: path + "/authority-key.pem"))
        try FileManager.default.removeItem(atPath: path + "/authority.pem")
        _ = try CertificateAuthority(directory: path)
        #expect(try Data(contentsOf: URL(filePath: path + "/authority-key.pem")) == key)
    }

    @Test(arguments: [
        ("authority-key.pem", "is no private key"),
        ("authority.pem", "is no certificate of an authority"),
    ])
    func `says what is wrong with a file, and what to do`(file: String, what: String) throws {
        _ = try CertificateAuthority(directory: path)
        try Data("nonsense\n".utf8).write(to: URL(filePath: "\(path)/\(file)"))
        let error = #expect(throws: CertificateAuthorityError.self) { try CertificateAuthority(directory: path) }
        #expect(error?.description.hasPrefix("'\(path)/\(file)' of the certificate authority \(what); remove ") == true)
    }

    @Test func `does not take the certificate of another key`() throws {
        _ = try CertificateAuthority(directory: path)
        _ = try CertificateAuthority(directory: path + "2")
        try FileManager.default.removeItem(atPath: path + "/authority.pem")
        try FileManager.default.copyItem(atPath: path + "2/authority.pem", toPath: path + "/authority.pem")
        let error = #expect(throws: CertificateAuthorityError.self) { try CertificateAuthority(directory: path) }
        #expect(error?.description.contains("authority.pem' of the certificate authority does not belong") == true)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["authority-key.pem", "authority.pem"])
    func `does not wait for a pipe in a file's place`(file: String) throws {
        _ = try CertificateAuthority(directory: path)
        try FileManager.default.removeItem(atPath: "\(path)/\(file)")
        try #require(mkfifo("\(path)/\(file)", 0o600) == 0)
        #expect(throws: CertificateAuthorityError.cannotRead(path: "\(path)/\(file)", reason: "it is no regular file"))
        {
            try CertificateAuthority(directory: path)
        }
    }

    @Test func `says that it cannot be kept in what is no directory`() throws {
        #expect(throws: CertificateAuthorityError.cannotCreate(path: "/dev/null/x", reason: "Not a directory")) {
            try CertificateAuthority(directory: "/dev/null/x")
        }
    }
}

@Suite struct `A certificate for a host` {
    private let directory = TemporaryDirectory()

    @Test(arguments: [
        "fal.run", "FAL.run", "localhost", "a_b.example", "127.0.0.1", "::1",
        String(repeating: "a", count: 63) + ".example",
    ])
    func `is made for names and addresses, and kept`(host: String) throws {
        let authority = try CertificateAuthority(directory: directory.path)
        let leaf = try #require(authority.leaf(for: host))
        #expect(authority.leaf(for: host) == leaf)
        #expect(authority.leaf(for: "other.example") != leaf)
        let certificate = try #require(Certificate(der: leaf.certificate))
        #expect(certificate.belongs(to: try #require(PrivateKey(der: leaf.privateKey))))
        #expect(!certificate.isAuthority)
    }

    @Test func `is the same however the name is written`() throws {
        let authority = try CertificateAuthority(directory: directory.path)
        #expect(authority.leaf(for: "Fal.Run.") == authority.leaf(for: "fal.run"))
    }

    @Test(arguments: [
        "", ".", "a..b", "a b", "a,DNS:b", "a:b", "*.example", "\u{e4}.example",
        String(repeating: "a.", count: 127) + "a", String(repeating: "a", count: 64),
    ])
    func `is not made for what is neither`(host: String) throws {
        #expect(try CertificateAuthority(directory: directory.path).leaf(for: host) == nil)
    }
}
