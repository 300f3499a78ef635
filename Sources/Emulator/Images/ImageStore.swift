import Locks
import Simulation
import Vendors

/// The images that were promised in answers: their recipes, and the files already drawn from them.
///
/// An image is drawn when it is first asked for. Requests for an image that is being drawn wait for that one drawing.
final class ImageStore: Sendable {
    private struct State {
        /// By the digest of the location.
        var promises: BoundedTable<UInt64, PromisedImage>
        var files: BoundedTable<UInt64, [UInt8]>
        var underway: [UInt64: Task<[UInt8], any Error>] = [:]
    }

    private let state: Lock<State>

    init(bounds: EmulatorConfiguration.Images) {
        state = Lock(
            State(
                promises: BoundedTable(
                    maximumCount: bounds.maximumRecipes,
                    maximumWeight: bounds.maximumRecipeBytes
                ),
                files: BoundedTable(maximumCount: .max, maximumWeight: bounds.maximumCacheBytes)
            )
        )
    }

    /// Remembers an image that an answer promises at a location.
    func keep(_ promise: PromisedImage, at location: ImageLocation) {
        let key = location.digest
        state.withLock { _ = $0.promises.insert(promise, for: key, weight: promise.weight) }
    }

    /// The promise made for a location, unless it is forgotten.
    func promise(at location: ImageLocation) -> PromisedImage? {
        let key = location.digest
        return state.withLock { $0.promises.value(for: key) }
    }

    /// The file of a promised image, drawn now if it has not been.
    func file(of promise: PromisedImage, at location: ImageLocation) async throws -> [UInt8] {
        enum Progress {
            case drawn([UInt8])
            case underway(Task<[UInt8], any Error>)
        }
        let key = location.digest
        let progress: Progress = state.withLock { state in
            if let file = state.files.value(for: key) { return .drawn(file) }
            if let task = state.underway[key] { return .underway(task) }
            let task = Task(name: "draw") { try await promise.draw() }
            state.underway[key] = task
            return .underway(task)
        }
        switch progress {
        case .drawn(let file): return file
        case .underway(let task):
            let result = await task.result
            state.withLock { state in
                guard state.underway.removeValue(forKey: key) != nil else { return }
                if case .success(let file) = result { state.files.insert(file, for: key, weight: file.count) }
            }
            return try result.get()
        }
    }

    /// Forgets every image; those being drawn are still delivered to whoever waits for them.
    func reset() {
        state.withLock { state in
            state.promises.removeAll()
            state.files.removeAll()
        }
    }

    /// Forgets every image of an account; those being drawn are still delivered to whoever waits for them.
    func reset(account: String) {
        state.withLock { state in
            let forgotten = Set(state.promises.removeAll { $1.account == account })
            state.files.removeAll { key, _ in forgotten.contains(key) }
            for key in forgotten { state.underway[key] = nil }
        }
    }
}

extension ImageLocation {
    /// 64 bits that stand for the location: among a million images two would be taken for one in one of 37 million
    /// runs.
    fileprivate var digest: UInt64 {
        var message = Draw.Message(under: Draw(serverSeed: 0))
        message.append(role.host)
        message.append(path)
        return Draw(serverSeed: 0).branch(message).bits("place")
    }
}
