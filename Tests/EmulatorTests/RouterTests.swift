import HTTP
import Testing
import Vendors

@testable import Emulator

@Suite struct `A request finds its vendor` {
    private let router = Router(
        vendors: vendorTable.map { $0.init(settings: VendorSettings()) },
        publicURL: nil
    )

    private func described(
        _ path: String,
        host: String = "localhost:8080",
        listener: String? = nil,
        fields: HTTPFields = [:]
    ) -> String {
        let listener = listener.flatMap(router.entry(named:))
        switch router.destination(path: path, authority: host, listener: listener, scheme: "http", fields: fields) {
        case .vendor(let entry, let path, let links):
            return "\(entry.role.host) \(path) \(links.url(role: entry.role, path: "/x"))"
        case .proxy(_, let vendor): return "proxy of \(vendorTable[vendor].name)"
        case .control(let path): return "control \(path)"
        case .index: return "index"
        case .nowhere: return "nowhere"
        }
    }

    @Test(arguments: [
        ("/fal.run/fal-ai/flux/srpo", "fal.run /fal-ai/flux/srpo http://localhost:8080/fal.run/x"),
        ("/queue.fal.run/fal-ai", "queue.fal.run /fal-ai http://localhost:8080/queue.fal.run/x"),
        ("/fal/fal-ai/flux/srpo", "fal.run /fal-ai/flux/srpo http://localhost:8080/fal/x"),
        ("/fal/queue/fal-ai/flux", "queue.fal.run /fal-ai/flux http://localhost:8080/fal/queue/x"),
        ("/fal/proxy", "proxy of fal"),
        ("/fal/proxy/x", "proxy of fal"),
        ("/fal/proxying", "fal.run /proxying http://localhost:8080/fal/x"),
        ("/fal/queues", "fal.run /queues http://localhost:8080/fal/x"),
        ("/fal/media/files/a.png", "v3b.fal.media /files/a.png http://localhost:8080/fal/media/x"),
        ("/v3.fal.media/files/a.png", "v3b.fal.media /files/a.png http://localhost:8080/v3b.fal.media/x"),
        ("/aimlapi/v1/models", "api.aimlapi.com /v1/models http://localhost:8080/aimlapi/x"),
        ("/api.aimlapi.com", "api.aimlapi.com / http://localhost:8080/api.aimlapi.com/x"),
        ("/image.onerouter.pro/v1/a%2Fb", "image.onerouter.pro /v1/a%2Fb http://localhost:8080/image.onerouter.pro/x"),
        ("/siraya/v1/models", "image.siraya.pro /v1/models http://localhost:8080/siraya/x"),
        ("/_fauxto/health", "control /health"),
        ("/_fauxto", "control /"),
        ("/", "index"),
        ("/v1/images/generations", "nowhere"),
        ("/fal.running/x", "nowhere"),
    ])
    func `by path prefix, long or short`(path: String, expected: String) {
        #expect(described(path) == expected)
    }

    @Test(arguments: [
        ("fal.run", "/fal-ai/flux/srpo", "fal.run /fal-ai/flux/srpo http://fal.run/fal.run/x"),
        ("fal.run.", "/fal-ai/flux/srpo", "fal.run /fal-ai/flux/srpo http://fal.run./fal.run/x"),
        ("Fal.Run.:8080", "/fal-ai/flux/srpo", "fal.run /fal-ai/flux/srpo http://Fal.Run.:8080/fal.run/x"),
        ("fal.run..", "/fal-ai/flux/srpo", "nowhere"),
        (".fal.run", "/fal-ai/flux/srpo", "nowhere"),
        (".", "/fal-ai/flux/srpo", "nowhere"),
        (
            "API.aimlapi.com:8080", "/v1/models",
            "api.aimlapi.com /v1/models http://API.aimlapi.com:8080/api.aimlapi.com/x"
        ),
        ("fal.run", "/", "fal.run / http://fal.run/fal.run/x"),
        ("fal.run", "/fal/thing", "fal.run /fal/thing http://fal.run/fal.run/x"),
        ("fal.run", "/_fauxto/health", "control /health"),
        ("fal.run", "/v3b.fal.media/files/a.png", "v3b.fal.media /files/a.png http://fal.run/v3b.fal.media/x"),
        ("[::1]:8080", "/", "index"),
    ])
    func `by Host, so that a hosts file is enough`(host: String, path: String, expected: String) {
        #expect(described(path, host: host) == expected)
    }

    @Test func `by the port it came in on`() {
        #expect(
            described("/fal-ai/flux/srpo", host: "127.0.0.1:9000", listener: "fal.run")
                == "fal.run /fal-ai/flux/srpo http://127.0.0.1:9000/fal.run/x"
        )
    }

    @Test func `and links begin with the public URL where there is one`() {
        let router = Router(
            vendors: vendorTable.map { $0.init(settings: VendorSettings()) },
            publicURL: "https://fauxto.example/base"
        )
        guard
            case .vendor(let entry, _, let links) =
                router.destination(path: "/fal/a", authority: "localhost", listener: nil, scheme: "http")
        else {
            Issue.record("no vendor")
            return
        }
        #expect(links.url(role: entry.role, path: "/x") == "https://fauxto.example/base/fal/x")
    }
}
