public import Synchronization

#if THREAD_SANITIZER
public import CLinux
#endif

/// A value that several threads share, one at a time.
///
/// It is the standard library's `Mutex`. ThreadSanitizer does not see the system calls that a `Mutex` synchronises by
/// and reports races that are none; a build with `THREAD_SANITIZER` defined therefore takes a POSIX mutex as well, which
/// it does see.
///
///     let count = Lock(0)
///     count.withLock { $0 += 1 }
public struct Lock<Value: ~Copyable>: ~Copyable, Sendable {
    @usableFromInline let mutex: Mutex<Value>
    #if THREAD_SANITIZER
    /// The address of a POSIX mutex, as a number since a pointer is not `Sendable`.
    @usableFromInline let visible = linux_mutex_create()
    #endif

    /// Locks up a value.
    @inlinable
    public init(_ value: consuming sending Value) {
        mutex = Mutex(value)
    }

    #if THREAD_SANITIZER
    deinit { linux_mutex_destroy(visible) }
    #endif

    /// Has the value for the caller alone while the body runs.
    ///
    /// - Returns: What the body returns.
    /// - Throws: What the body throws.
    @inlinable
    public borrowing func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        #if THREAD_SANITIZER
        linux_mutex_lock(visible)
        defer { linux_mutex_unlock(visible) }
        #endif
        return try mutex.withLock(body)
    }
}
