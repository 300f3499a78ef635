import CLinux
import Synchronization

/// The descriptors that clients may not take, of those that the process may have.
///
/// The pool that runs tasks opens one now and then, and ends the process where there is none (libdispatch, which counts the
/// threads that are at work); files, and the program that sends webhooks, need some too. The system gives out the lowest
/// number that is free, so a number shows that all below it are in use.
final class DescriptorReserve: Sendable {
    /// How many files have to be allowed for some connections beside what the program needs for itself.
    static let fewestAllowed = 32

    /// The first number that is no client's any more.
    private let limit = Atomic(Int32.max)
    /// Whether the last connection took one of the last numbers.
    private let isNearLimit = Atomic(false)

    /// Lets the process have as many descriptors as some connections may need, if its own limits let it be.
    ///
    /// - Throws: ``HTTPServerError/tooFewDescriptors(allowed:)``.
    func open(connections: Int) throws(HTTPServerError) {
        // A relay takes two, and the program has some of its own.
        let allowed = Int(clamping: linux_allow_descriptors(UInt64(clamping: min(connections, 1 << 30)) * 2 + 1024))
        guard allowed >= DescriptorReserve.fewestAllowed else { throw .tooFewDescriptors(allowed: allowed) }
        limit.store(Int32(clamping: allowed - min(max(allowed / 4, 8), 256)), ordering: .relaxed)
    }

    /// Whether a client may have a descriptor of this number; notes it where not.
    func allows(_ descriptor: Int32) -> Bool {
        guard descriptor >= limit.load(ordering: .relaxed) else { return true }
        isNearLimit.store(true, ordering: .relaxed)
        return false
    }

    /// Whether clients have to wait; costs a system call only where the last one hardly found room.
    var isReached: Bool {
        guard isNearLimit.load(ordering: .relaxed) else { return false }
        let lowest = linux_lowest_free_descriptor()
        let isReached = lowest < 0 || lowest >= limit.load(ordering: .relaxed)
        isNearLimit.store(isReached, ordering: .relaxed)
        return isReached
    }
}
