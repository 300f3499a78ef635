import Emulator
import Simulation

extension Clock {
    /// Waits until the next one to wake sleeps until exactly this moment.
    func sleeper(until moment: Timestamp) async {
        while sleepers.next != moment { await Task.yield() }
    }

    /// How many sleep.
    var sleeperCount: Int { sleepers.count }
}
