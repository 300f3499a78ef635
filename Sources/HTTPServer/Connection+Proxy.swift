import CLinux
import HTTP
import Synchronization

extension Connection {
    private static let tunnelOpened = Array("HTTP/1.1 200 Connection established\r\n\r\n".utf8)

    /// What is to become of a request that was put to a proxy; nil if it is like any other.
    func proxyDecision(on head: HTTPRequestHead) -> HTTPProxyDecision? {
        guard let policy = core.configuration.proxy, head.target.form != .asterisk else { return nil }
        guard head.method == .connect else {
            let decision = policy(head, HTTPRequestContext(of: self))
            if case .answer = decision { return nil }
            return decision
        }
        if tunnel != nil { return .refuse(.plain(400, "a tunnel cannot be opened inside a tunnel")) }
        if head.framing != .none { return .refuse(.plain(400, "a CONNECT request has no body")) }
        return policy(head, HTTPRequestContext(of: self))
    }

    /// Acts on a decision.
    func proxy(_ proxied: ProxiedRequest) {
        let head = proxied.head
        phase = .responding
        exchange &+= 1
        request = RequestFacts(head)
        closesAfterResponse = false
        expectNothing()
        switch proxied.decision {
        case .answer:
            tunnel = Tunnel(authority: head.target.authority ?? "")
            opensTunnel = true
            closesAfterResponse = loop.drain != nil
            send(Connection.tunnelOpened[...])
            finishWhenSent()
        case .relay(let host, let port, let objection):
            connect(to: host, port, for: head, objection)
        case .refuse(let response):
            refuse(with: response)
        }
    }

    /// Goes on as if the connection had just been made.
    func beginTunnel() {
        opensTunnel = false
        isFresh = true
    }

    private func refuse(with response: HTTPResponse) {
        hasUnreadableInput = true
        request.keepsAlive = false
        _ = respond(response, to: exchange)
    }

    private func connect(
        to host: String,
        _ port: Int,
        for head: HTTPRequestHead,
        _ objection: @escaping @Sendable (_ address: String) -> String?
    ) {
        let limit = core.configuration.limits.relaysBeingConnected
        guard core.relaysBeingConnected.add(1, ordering: .relaxed).oldValue < limit else {
            core.relaysBeingConnected.subtract(1, ordering: .relaxed)
            return refuse(with: .plain(503, "no more than \(limit) other hosts are waited for at a time; try again"))
        }
        let exchange = exchange
        // The loop has to wait for the outcome, even if the client does not.
        loop.runningHandlers += 1
        OutgoingConnection.make(to: host, port, objection: objection) { [self] outcome in
            core.relaysBeingConnected.subtract(1, ordering: .relaxed)
            loop.perform {
                self.loop.runningHandlers -= 1
                self.connected(outcome, for: head, exchange)
            }
        }
    }

    private func connected(
        _ outcome: Result<OutgoingConnection.Socket, OutgoingConnection.Failure>,
        for head: HTTPRequestHead,
        _ exchange: UInt32
    ) {
        switch outcome {
        case .success(let socket):
            let upstream = Transport(socket: socket.descriptor)
            guard isAnswering(exchange), loop.drain == nil else {
                upstream.close(reset: false)
                return close(reset: false)
            }
            guard core.descriptors.allows(socket.descriptor) else {
                upstream.close(reset: false)
                return refuse(with: .plain(503, "too many files are open to reach another host; try again"))
            }
            relay(to: upstream, for: head)
        case .failure(let failure):
            guard isAnswering(exchange) else { return }
            refuse(with: .plain(failure.isRefusal ? 403 : 502, failure.description))
        }
    }

    private func relay(to upstream: Transport, for head: HTTPRequestHead) {
        let isTunnel = head.method == .connect
        let pending = input.withUnused { $0.withUnsafeBufferPointer { Array($0) } }
        let relay = Relay(
            loop: loop,
            client: transport,
            upstream: upstream,
            toClient: isTunnel ? Connection.tunnelOpened : [],
            toUpstream: isTunnel ? pending : head.forwarded() + pending
        )
        stop()
        loop.adopt(relay, generation: generation)
    }
}

extension HTTPResponse {
    /// A response that is one line of text.
    fileprivate static func plain(_ status: HTTPStatus, _ line: String) -> HTTPResponse {
        HTTPResponse(
            status: status,
            fields: ["Content-Type": "text/plain; charset=utf-8"],
            body: .bytes(Array((line + "\n").utf8))
        )
    }
}
