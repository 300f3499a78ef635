import Emulator
import Simulation
import Synchronization

/// A clock that stands still until a test moves it.
final class MovableClock: Sendable {
    private let time: Mutex<Timestamp>

    init(at time: Timestamp = ServerFixture.noon) {
        self.time = Mutex(time)
    }

    /// The clock as a server takes it.
    var clock: Clock { Clock { [self] in time.withLock { $0 } } }

    /// Lets time pass.
    func advance(by duration: Duration) {
        time.withLock { $0 = $0 + duration }
    }
}
