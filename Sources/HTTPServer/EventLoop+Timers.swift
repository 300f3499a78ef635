/// What a loop does when a deadline has come.
enum LoopTimer {
    /// Looks after a connection.
    case connection(Connection)
    /// Wakes a handler.
    case sleeper(Sleeper)
    /// Lets a connection receive more, after the others have had their turn.
    case read(Connection)
    /// Lets a relay carry more, after the others have had their turn.
    case relay(Relay)
    /// Looks whether a relay still carries anything.
    case relayDeadline(Relay)
    /// Accepts again after a pause.
    case resumeAccepting
    /// Closes what is still open.
    case endDrain
}

extension EventLoop {
    /// Lets something happen after so many nanoseconds.
    @discardableResult
    func schedule(_ timer: LoopTimer, after nanoseconds: UInt64) -> TimerQueue<LoopTimer>.Token {
        timers.insert(deadline: now + nanoseconds, timer)
    }

    /// Does what was scheduled.
    func fire(_ timer: LoopTimer) {
        switch timer {
        case .connection(let connection): connection.deadlineCame()
        case .sleeper(let sleeper): sleeper.finish(.elapsed)
        case .read(let connection): connection.read()
        case .relay(let relay): relay.pump()
        case .relayDeadline(let relay): relay.deadlineCame()
        case .resumeAccepting: acceptor?.resume()
        case .endDrain: closeAll()
        }
    }
}
