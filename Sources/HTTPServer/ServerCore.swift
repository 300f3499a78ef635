import HTTP
import Synchronization

/// What all loops and connections of a server share: what answers, its configuration, and the number of its connections.
final class ServerCore: Sendable {
    /// The time limits in nanoseconds.
    struct Timeouts {
        let head: UInt64
        let idle: UInt64
        let body: TransferPatience.Terms
        let write: TransferPatience.Terms
        let linger: UInt64
        let relayIdle: UInt64
    }

    let reply: @Sendable (HTTPRequest, HTTPRequestContext) -> sending HTTPReply
    let configuration: HTTPServer.Configuration
    let syntaxLimits: HTTPSyntaxLimits
    let timeouts: Timeouts
    /// What is held for clients.
    let budget: BufferBudget
    /// What session tickets of TLS are encrypted with.
    let ticketKeys: [UInt8]
    /// The connections that are open, on all loops.
    let connectionCount = Atomic(0)
    /// What clients leave of the descriptors.
    let descriptors = DescriptorReserve()
    /// The connections to other hosts that are being made, for all loops.
    let relaysBeingConnected = Atomic(0)

    init(
        configuration: HTTPServer.Configuration,
        reply: @escaping @Sendable (HTTPRequest, HTTPRequestContext) -> sending HTTPReply
    ) {
        self.configuration = configuration
        self.reply = reply
        let limits = configuration.limits
        var syntaxLimits = HTTPSyntaxLimits()
        syntaxLimits.requestLineBytes = limits.requestLineBytes
        syntaxLimits.headBytes = limits.headBytes
        syntaxLimits.fieldCount = limits.fieldCount
        syntaxLimits.chunkOverheadBytes = limits.chunkOverheadBytes
        self.syntaxLimits = syntaxLimits
        budget = configuration.budget ?? BufferBudget(limit: limits.bufferedBytes)
        ticketKeys = configuration.tls == nil ? [] : TLSContext.makeTicketKeys()
        timeouts = Timeouts(
            head: limits.headTimeout.nanoseconds,
            idle: limits.idleTimeout.nanoseconds,
            body: TransferPatience.Terms(
                longest: limits.bodyProgressTimeout.nanoseconds,
                bytesPerSecond: max(0, limits.bodyMinimumBytesPerSecond)
            ),
            write: TransferPatience.Terms(
                longest: limits.writeProgressTimeout.nanoseconds,
                bytesPerSecond: max(0, limits.writeMinimumBytesPerSecond)
            ),
            linger: limits.lingerTimeout.nanoseconds,
            relayIdle: limits.relayIdleTimeout.nanoseconds
        )
    }
}

extension Duration {
    /// The duration in nanoseconds: none if it is negative, and a century at most.
    var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return min(UInt64(seconds), 3_155_760_000) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }
}
