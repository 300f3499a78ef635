import Testing

@testable import Emulator

@Suite struct `An address` {
    @Test(
        arguments: [
            (.unspecified, ["0.0.0.0", "0", "0.1.2.3", "::", "[::]", "::ffff:0.0.0.0", "64:ff9b::0.0.0.0"]),
            (.loopback, ["127.0.0.1", "127.255.0.9", "127.1", "2130706433", "0x7f000001", "0177.1", "::1", "[::1]"]),
            (.loopback, ["::ffff:127.0.0.1", "::ffff:7f00:1", "0:0:0:0:0:0:0:1", "64:ff9b::7f00:1"]),
            (.linkLocal, ["169.254.169.254", "169.254.0.1", "2852039166", "0xa9fea9fe", "fe80::1", "febf::1"]),
            (.linkLocal, ["fd00:ec2::254"]),
            (.linkLocal, ["[fe80::1%25eth0]", "fe80::1%eth0", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"]),
            (.privateUse, ["10.0.0.1", "10.1", "172.16.0.1", "172.31.9.9", "192.168.0.1", "fc00::1", "fdff::1"]),
            (.multicast, ["224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "ff02::1"]),
            (.global, ["8.8.8.8", "172.32.0.1", "169.253.0.1", "192.169.0.1", "2001:db8::1", "64:ff9b::808:808"]),
        ] as [(IPAddress.Scope, [String])]
    )
    func `reaches whom its text says, in every form of it`(scope: IPAddress.Scope, texts: [String]) {
        for text in texts { #expect(IPAddress(text)?.scope == scope, "\(text)") }
    }

    @Test(arguments: [
        "", "localhost", "example.com", "1.2.3.4.5", "256.0.0.1", "127.0.0.1 x", "deadbeef", "[::1", ":::", "1.2.3.",
        "%",
    ])
    func `is no other text`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func `is the same in every form`() {
        #expect(IPAddress("127.0.0.1") == IPAddress("::ffff:127.0.0.1"))
        #expect(IPAddress("2130706433") == IPAddress("[::ffff:7f00:1]"))
    }
}

@Suite struct `A server's own listeners` {
    @Test(
        arguments: [
            ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "0.0.0.0", true), ("127.0.0.1", "::ffff:127.0.0.1", true),
            ("127.0.0.1", "127.0.0.2", false), ("127.0.0.1", "10.0.0.5", false), ("localhost", "::1", true),
            ("0.0.0.0", "10.0.0.5", true), ("0.0.0.0", "127.9.9.9", true), ("::", "10.0.0.5", true),
            ("0.0.0.0", "10.0.0.6", false), ("10.0.0.5", "10.0.0.5", true), ("10.0.0.5", "127.0.0.1", false),
        ]
    )
    func `take what comes back to them`(bound: String, contacted: String, isOwn: Bool) throws {
        let listeners = OwnListeners()
        listeners.set([.init(host: bound, port: 8080)])
        let address = try #require(IPAddress(contacted))
        let interfaces: Set<IPAddress> = [try #require(IPAddress("10.0.0.5"))]
        #expect(listeners.include(address, port: 8080) { interfaces } == isOwn)
        #expect(!listeners.include(address, port: 8081) { interfaces })
    }
}
