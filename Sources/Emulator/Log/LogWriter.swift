import CLinux
import Glibc
import Locks
public import Printing

/// Writes lines to a descriptor on a thread of its own, so that nobody who has something to log waits for whoever reads it.
///
/// A line that does not fit into ``capacity`` bytes of unwritten ones, or that the descriptor refuses, is dropped; a notice
/// tells how many are missing at that place.
public final class LogWriter: Sendable {
    /// What all of the process writes to standard error while it serves.
    public static let standardError = LogWriter(to: STDERR_FILENO)
    /// What it writes to standard output while it serves.
    public static let standardOutput = LogWriter(to: STDOUT_FILENO)

    /// How many bytes of lines may wait to be written: some ten thousand lines.
    public static let capacity = 1 << 20
    /// How many milliseconds ``flush()`` waits for a system call that is under way.
    private static let patience: Int32 = 2_000
    /// How many milliseconds a descriptor is left alone that said it had room and then took nothing.
    private static let pause: Int32 = 10

    private struct State {
        var ring: LogRing
        var batch = LogBatch()
        /// Whether there is a thread.
        var isRunning = false
        /// Whether the thread waits for lines, and not for a reader.
        var isIdle = false
        /// The descriptors that tell those who wait for the thread's end of it.
        var flushes: [Int32] = []
    }

    /// What the thread does next.
    private enum Step {
        case write(ArraySlice<UInt8>, isLast: Bool)
        case wait
        case end
    }

    private let descriptor: Int32
    private let state: Lock<State>
    /// Readable when the thread has to look at the state; negative where the system has none to give.
    private let wakeup = linux_wakeup_create()
    /// How many bytes are written at a time.
    private let pieceSize: Int

    /// A writer to a descriptor, which stays the caller's.
    init(to descriptor: Int32, capacity: Int = LogWriter.capacity) {
        self.descriptor = descriptor
        state = Lock(State(ring: LogRing(capacity: capacity)))
        var status = stat()
        let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        // A pipe with any room takes 4,096 bytes (PIPE_BUF) at once, and would block for more.
        pieceSize = isRegular ? 65_536 : 4_096
    }

    deinit {
        if wakeup >= 0 { close(wakeup) }
    }

    /// Has a line written, with its end, or several that belong together; returns at once.
    public func write(_ text: PrintableText) {
        write(Array(text.description.utf8), form: .text)
    }

    /// Has a line written, with its end, or several that belong together; returns at once.
    func write(_ bytes: [UInt8], form: LogRing.Form) {
        let (wasIdle, wasRunning) = state.withLock { state in
            state.ring.append(bytes, form: form)
            defer { (state.isIdle, state.isRunning) = (false, true) }
            return (state.isIdle, state.isRunning)
        }
        if wasIdle { linux_wakeup_signal(wakeup) }
        if !wasRunning { start() }
    }

    /// Writes what can be written without waiting for a reader, and ends the thread; the next line starts another.
    public func flush() {
        let end = linux_wakeup_create()
        let isRunning = state.withLock { state in
            if state.isRunning { state.flushes.append(end) }
            return state.isRunning
        }
        if isRunning {
            linux_wakeup_signal(wakeup)
            var waiting = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
            while poll(&waiting, 1, Self.patience) < 0, errno == EINTR {}
            state.withLock { $0.flushes.removeAll { $0 == end } }
        }
        if end >= 0 { close(end) }
    }

    private func start() {
        var thread = pthread_t()
        let writer = Unmanaged.passRetained(self)
        let error = pthread_create(
            &thread,
            nil,
            { argument in
                linux_name_thread("fauxto-log")
                if let argument { Unmanaged<LogWriter>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            },
            writer.toOpaque()
        )
        guard error == 0 else {
            // The next line tries again.
            writer.release()
            return state.withLock { end(&$0) }
        }
        pthread_detach(thread)
    }

    // MARK: - On the thread

    private func run() {
        // A reader that is gone is told by EPIPE alone.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        while true {
            switch nextStep() {
            case .end: return
            case .wait: _ = awaitRoom(isWanted: false, timeout: -1)
            case .write(let bytes, let isLast):
                let isReady = awaitRoom(isWanted: true, timeout: isLast ? 0 : -1)
                let isRefused = isReady && !write(bytes)
                guard isLast, !isReady || isRefused else {
                    // Otherwise a descriptor that is wrong about its room would be asked without end.
                    if isRefused { poll(nil, 0, Self.pause) }
                    continue
                }
                return state.withLock { end(&$0) }
            }
        }
    }

    private func nextStep() -> Step {
        state.withLock { state in
            if state.batch.rest.isEmpty {
                state.batch = LogBatch(state.ring.take(upTo: pieceSize), startsMidLine: state.batch.endsMidLine)
            }
            let rest = state.batch.rest
            if !rest.isEmpty { return .write(rest.prefix(pieceSize), isLast: !state.flushes.isEmpty) }
            guard state.flushes.isEmpty else {
                end(&state)
                return .end
            }
            state.isIdle = true
            return .wait
        }
    }

    /// Whoever waits for the thread's end is told of it.
    private func end(_ state: inout State) {
        state.isRunning = false
        state.isIdle = false
        for descriptor in state.flushes { linux_wakeup_signal(descriptor) }
        state.flushes = []
    }

    /// Waits until the descriptor takes bytes or fails, where that is wanted, or somebody wakes the thread.
    ///
    /// - Returns: Whether the descriptor is ready.
    private func awaitRoom(isWanted: Bool, timeout: Int32) -> Bool {
        var waiting = [
            pollfd(fd: wakeup, events: Int16(POLLIN), revents: 0),
            pollfd(fd: isWanted ? descriptor : -1, events: Int16(POLLOUT), revents: 0),
        ]
        // Without a descriptor to be woken by, the thread looks from time to time.
        _ = poll(&waiting, 2, wakeup < 0 && timeout < 0 ? Self.pause : timeout)
        if waiting[0].revents != 0 {
            var count: UInt64 = 0
            _ = read(wakeup, &count, 8)
        }
        return waiting[1].revents != 0
    }

    /// Writes bytes or, where that fails for good, drops the batch; false if the descriptor takes none at present.
    private func write(_ bytes: ArraySlice<UInt8>) -> Bool {
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        let error = errno
        if count < 0, error == EINTR { return true }
        if count < 0, error == EAGAIN { return false }
        state.withLock { state in
            if count > 0 {
                state.batch.advance(by: count)
            } else {
                state.ring.drop(state.batch.breakOff())
            }
        }
        return true
    }
}
