import CLinux
import Glibc
import Locks
import Synchronization

/// One thread that waits for sockets and timers, and runs the tasks of the handlers in between.
///
/// Unchecked, because everything but what is atomic or in a mutex belongs to the loop's own thread alone: what
/// other threads want done they send to the inbox. A task that prefers this executor starts and resumes on that thread.
final class EventLoop: TaskExecutor, @unchecked Sendable {
    private struct Inbox {
        var jobs: [UnownedJob] = []
        var messages: [@Sendable () -> Void] = []
        var isClosed = false
    }

    private static let eventCapacity = 256
    /// The data of the wake-up: no descriptor, and the generation that no connection has.
    private static let wakeupData: UInt64 = 0xFFFF_FFFF

    private let inbox = Lock(Inbox())
    private let isSignalled = Atomic(false)
    /// The thread that everything else belongs to; 0 if there is none.
    private let thread = Atomic<UInt>(0)
    /// Held by a thread that stands in for that of the loop after this has ended.
    private let standIn = Lock(())

    private let poll: Int32
    private let wakeup: Int32
    private let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: EventLoop.eventCapacity)
    private var ownJobs: [UnownedJob] = []
    private var jobsBeingRun: [UnownedJob] = []

    /// When the current round of events began, in monotonic nanoseconds.
    private(set) var now = linux_monotonic_nanoseconds()
    /// What is to happen when.
    var timers = TimerQueue<LoopTimer>()
    /// What the connections use one after the other.
    let workspace: Workspace
    /// The connections of this loop.
    var connections = ConnectionTable()
    /// The handlers that have not returned.
    var runningHandlers = 0
    /// The acceptor, on the one loop that has it.
    var acceptor: Acceptor?
    /// Whether the loop has run for the last time.
    private(set) var hasEnded = false
    /// What is told when the last connection has closed, once the server is being drained.
    var drain: Drain?
    /// What TLS sessions have in common, once there has been one.
    private(set) lazy var tlsContext = workspace.core.configuration.tls.flatMap {
        TLSContext($0, ticketKeys: workspace.core.ticketKeys)
    }
    /// Relays to other hosts, by both of their sockets.
    var relays = RelayTable()

    init(core: ServerCore) throws(HTTPServerError) {
        workspace = Workspace(core: core)
        poll = linux_poll_create()
        wakeup = linux_wakeup_create()
        guard poll >= 0 else { throw .system(operation: "epoll_create1", errorNumber: -poll) }
        guard wakeup >= 0 else { throw .system(operation: "eventfd", errorNumber: -wakeup) }
        let added = linux_poll_add(poll, wakeup, linux_listener_events, EventLoop.wakeupData)
        guard added == 0 else { throw .system(operation: "epoll_ctl", errorNumber: -added) }
    }

    deinit {
        if poll >= 0 { close(poll) }
        if wakeup >= 0 { close(wakeup) }
        events.deallocate()
    }

    // MARK: - From any thread

    /// Whether the caller is on the loop's own thread.
    var isCurrent: Bool { thread.load(ordering: .relaxed) == pthread_self() }

    /// Takes a job of a task that prefers this loop.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent {
            ownJobs.append(job)
        } else {
            post {
                $0.jobs.append(job)
            } orElse: {
                job.runSynchronously(on: self.asUnownedTaskExecutor())
            }
        }
    }

    /// Does something on the loop's thread: at once if that is the caller's.
    func perform(_ message: @escaping @Sendable () -> Void) {
        if isCurrent {
            message()
        } else {
            post {
                $0.messages.append(message)
            } orElse: {
                message()
            }
        }
    }

    /// Puts something into the inbox.
    ///
    /// A loop that has ended has no connection left, but a handler may have kept a body or a writer of one and try to
    /// use it: then the caller's thread does what the loop's would have done.
    private func post(_ change: (inout Inbox) -> Void, orElse act: () -> Void) {
        let isPosted = inbox.withLock { inbox in
            if !inbox.isClosed { change(&inbox) }
            return !inbox.isClosed
        }
        // Only the first since the inbox was last emptied has to wake the loop.
        guard isPosted else { return standIn(act) }
        if !isSignalled.exchange(true, ordering: .sequentiallyConsistent) { linux_wakeup_signal(wakeup) }
    }

    private func standIn(_ act: () -> Void) {
        standIn.withLock { _ in
            thread.store(pthread_self(), ordering: .relaxed)
            act()
            thread.store(0, ordering: .relaxed)
        }
    }

    /// Starts the thread, which keeps the loop alive until it has been drained.
    func start() throws(HTTPServerError) {
        var thread = pthread_t()
        let loop = Unmanaged.passRetained(self)
        let error = pthread_create(
            &thread,
            nil,
            { argument in
                linux_name_thread("fauxto-loop")
                if let argument { Unmanaged<EventLoop>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            },
            loop.toOpaque()
        )
        guard error == 0 else {
            loop.release()
            throw .system(operation: "pthread_create", errorNumber: error)
        }
        pthread_detach(thread)
    }

    // MARK: - On the loop's thread, or before it has started

    /// Has a listening socket watched.
    func watch(listener socket: Int32) throws(HTTPServerError) {
        let added = linux_poll_add(poll, socket, linux_listener_events, EventLoop.data(socket, generation: 0))
        guard added == 0 else { throw .system(operation: "epoll_ctl", errorNumber: -added) }
    }

    /// Has the socket of a connection watched; returns false if the system has no room for it.
    func watch(connection socket: Int32, generation: UInt32) -> Bool {
        linux_poll_add(poll, socket, linux_connection_events, EventLoop.data(socket, generation: generation)) == 0
    }

    private static func data(_ socket: Int32, generation: UInt32) -> UInt64 {
        UInt64(generation) << 32 | UInt64(UInt32(bitPattern: socket))
    }

    private func run() {
        thread.store(pthread_self(), ordering: .relaxed)
        while !isFinished {
            let count = linux_poll_wait(poll, events, Int32(EventLoop.eventCapacity), timeout())
            now = linux_monotonic_nanoseconds()
            for index in 0..<max(0, Int(count)) {
                dispatch(events[index].data.u64, events[index].events)
            }
            runOwnJobs()
            while let timer = timers.popExpired(now: now) { fire(timer) }
        }
        end()
    }

    private func end() {
        // From the moment the inbox is closed another thread may want to stand in.
        standIn.withLock { _ in
            hasEnded = true
            inbox.withLock { $0.isClosed = true }
            emptyInbox()
            // What is still in there refers to this loop.
            timers = TimerQueue()
            thread.store(0, ordering: .relaxed)
        }
    }

    private var isFinished: Bool {
        // No handler means no task that could still have a job for this loop.
        drain != nil && connections.isEmpty && relays.isEmpty && runningHandlers == 0 && ownJobs.isEmpty
    }

    private func timeout() -> Int64 {
        guard ownJobs.isEmpty else { return 0 }
        guard let deadline = timers.nextDeadline else { return -1 }
        // The clock need not be looked at again for a deadline that is far away.
        let now = deadline > now + 2_000_000_000 ? now : linux_monotonic_nanoseconds()
        return deadline > now ? Int64(deadline - now) : 0
    }

    private func dispatch(_ data: UInt64, _ flags: UInt32) {
        let socket = Int32(truncatingIfNeeded: data)
        let generation = UInt32(truncatingIfNeeded: data >> 32)
        if generation != 0 {
            if let connection = connections[socket, generation] {
                connection.handle(flags)
            } else {
                relays[socket, generation]?.becameReady(socket)
            }
        } else if data == EventLoop.wakeupData {
            emptyInbox()
        } else {
            acceptor?.becameReady(socket)
        }
    }

    private func emptyInbox() {
        isSignalled.store(false, ordering: .sequentiallyConsistent)
        let taken = inbox.withLock { inbox in
            let taken = inbox
            inbox.jobs = []
            inbox.messages = []
            return taken
        }
        ownJobs.append(contentsOf: taken.jobs)
        for message in taken.messages { message() }
    }

    private func runOwnJobs() {
        // What these jobs enqueue has its turn after the sockets have had theirs.
        swap(&ownJobs, &jobsBeingRun)
        for job in jobsBeingRun { job.runSynchronously(on: asUnownedTaskExecutor()) }
        jobsBeingRun.removeAll(keepingCapacity: true)
    }
}
