import HTTP

/// What the connections of a loop use one after the other, so that a connection which waits holds no memory of its own.
///
/// As in ``Connection``, what each request touches is not checked for overlapping accesses at run time.
final class Workspace {
    private static let receiveCapacity = 64 * 1024

    /// What all loops of the server share.
    let core: ServerCore
    /// Where bytes are received into.
    let receiveBuffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: Workspace.receiveCapacity,
        alignment: MemoryLayout<UInt64>.alignment
    )
    /// What reads heads, from their first byte; those that are not whole are given a parser of their own.
    @exclusivity(unchecked) var parser = HTTPRequestParser()
    /// Where what is about to be sent is put together.
    @exclusivity(unchecked) var sendBuffer: [UInt8] = []
    private var defaultsSecond: Int64?
    private var lastDefaults = HTTPResponseDefaults(unixSeconds: 0, serverName: nil)

    init(core: ServerCore) {
        self.core = core
        sendBuffer.reserveCapacity(4 * 1024)
    }

    deinit {
        receiveBuffer.deallocate()
    }

    /// The fields of every response, put together once a second.
    func defaults() -> HTTPResponseDefaults {
        let second = core.configuration.date()
        if second != defaultsSecond {
            defaultsSecond = second
            lastDefaults = HTTPResponseDefaults(unixSeconds: second, serverName: core.configuration.serverName)
        }
        return lastDefaults
    }
}
