import CLinux
import Glibc

/// Runs something that blocks on a thread of its own, so that the few threads which all tasks share stay free.
///
/// - Parameters:
///   - name: The thread's name, of 15 bytes at most.
///   - body: What blocks.
/// - Returns: Its result; nil if the system has no thread to give.
func onOwnThread<Value: Sendable>(_ name: String, _ body: @escaping @Sendable () -> Value) async -> Value? {
    await withCheckedContinuation { (continuation: CheckedContinuation<Value?, Never>) in
        let work = Unmanaged.passRetained(
            ThreadWork {
                linux_name_thread(name)
                continuation.resume(returning: .some(body()))
            }
        )
        var thread = pthread_t()
        let error = pthread_create(
            &thread,
            nil,
            { argument in
                if let argument { Unmanaged<ThreadWork>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            },
            work.toOpaque()
        )
        guard error == 0 else {
            work.release()
            continuation.resume(returning: nil)
            return
        }
        pthread_detach(thread)
    }
}

/// What a thread is to do, as an object that a C function can be handed.
private final class ThreadWork: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}
