import Locks
import Simulation
import Vendors

/// The files that callers have uploaded, in memory: the oldest are forgotten first.
///
/// A file whose time is over is no longer served, but keeps its place until it is the oldest.
final class UploadStore: Sendable {
    private struct State {
        var uploads: BoundedTable<ImageLocation, Upload>
        var grants: BoundedTable<String, HeldGrant>
    }

    private struct HeldGrant {
        let owner: String?
        let expiry: Timestamp
        let location: ImageLocation?
    }

    private let bounds: EmulatorConfiguration.Uploads
    private let clock: Clock
    private let state: Lock<State>

    init(bounds: EmulatorConfiguration.Uploads, clock: Clock) {
        self.bounds = bounds
        self.clock = clock
        state = Lock(
            State(
                uploads: BoundedTable(maximumCount: .max, maximumWeight: bounds.maximumTotalBytes),
                grants: BoundedTable(maximumCount: 10_000)
            )
        )
    }

    /// The account that a grant was handed to.
    func owner(of grant: String) -> String? {
        state.withLock { $0.grants.value(for: grant)?.owner }
    }

    /// The file at a place; nil when it is forgotten, its time is over, or nothing was ever stored there.
    func file(at location: ImageLocation) -> UploadedFile? {
        let upload = state.withLock { $0.uploads.value(for: location) }
        guard case .stored(let file) = upload?.content else { return nil }
        if let expiry = file.expiry, expiry <= clock.now { return nil }
        return file
    }

    /// Does what a call of an account asks for; the notes are for the journal.
    func perform(_ request: UploadRequest, for account: String?) -> (UploadReply, notes: [String]) {
        let reply = reply(to: request, for: account)
        guard case .done = reply, let location = request.action.storedLocation,
            let upload = state.withLock({ $0.uploads.value(for: location) })
        else { return (reply, []) }
        let name = upload.description.name ?? "a file without a name"
        return (reply, ["stored \(name): \(upload.byteCount) bytes of \(upload.description.mediaType)"])
    }

    private func reply(to request: UploadRequest, for account: String?) -> UploadReply {
        if let grant = request.grant, let fault = fault(of: grant, for: request.action.filledLocation) {
            return .refused(fault)
        }
        switch request.action {
        case .issue(let grant):
            state.withLock { issue(grant, to: account, &$0) }
            return .done(entityTag: nil)
        case .reserve(let reservation):
            reserve(reservation, for: account)
            return .done(entityTag: nil)
        case .store(let bytes, let description, let location):
            return store(bytes, as: Upload(owner: account, description: description, content: .awaited), at: location)
        case .fill(let location, let bytes, let mediaType):
            return fill(location, of: account, with: bytes, mediaType: mediaType)
        case .storePart(let bytes, let number, let upload):
            return storePart(bytes, number: number, of: upload, account: account)
        case .complete(let upload, let parts):
            return complete(upload, of: account, from: parts)
        }
    }

    /// Forgets every file and every grant.
    func reset() {
        state.withLock { state in
            state.uploads.removeAll()
            state.grants.removeAll()
        }
    }

    /// Forgets every file and every grant of an account.
    func reset(account: String) {
        state.withLock { state in
            state.uploads.removeAll { $1.owner == account }
            state.grants.removeAll { $1.owner == account }
        }
    }

    /// What is wrong with a grant for a reserved place, or for a new one.
    private func fault(of text: String, for location: ImageLocation?) -> UploadFault? {
        guard let grant = state.withLock({ $0.grants.value(for: text) }) else { return .unknownGrant }
        if let granted = grant.location, granted != location { return .unknownGrant }
        return grant.expiry <= clock.now ? .expiredGrant : nil
    }

    private func issue(_ grant: UploadGrant, to account: String?, _ state: inout State) {
        let expiry = clock.now + .seconds(grant.seconds)
        let held = HeldGrant(owner: account, expiry: expiry, location: grant.location)
        state.grants.insert(held, for: grant.text)
    }

    private func reserve(_ reservation: UploadReservation, for account: String?) {
        let content = reservation.partsID.map { Upload.Content.parts([:], id: $0) } ?? .awaited
        let upload = Upload(owner: account, description: reservation.description, content: content)
        state.withLock { state in
            state.uploads.insert(upload, for: reservation.location, weight: upload.weight)
            if let grant = reservation.grant { issue(grant, to: account, &state) }
        }
    }

    private func fill(
        _ location: ImageLocation,
        of account: String?,
        with bytes: [UInt8],
        mediaType: String?
    ) -> UploadReply {
        guard var upload = upload(at: location, of: account) else { return .refused(.unknownUpload) }
        if case .parts = upload.content { return .refused(.unknownUpload) }
        if let mediaType { upload.description.mediaType = mediaType }
        return store(bytes, as: upload, at: location)
    }

    private func storePart(_ bytes: [UInt8], number: Int, of place: UploadInParts, account: String?) -> UploadReply {
        let part = Upload.Part(bytes: bytes, entityTag: entityTag(of: bytes))
        return state.withLock { state in
            guard var upload = state.uploads.value(for: place.location), upload.owner == account,
                var parts = upload.parts(under: place.id)
            else { return .refused(.unknownUpload) }
            parts[number] = part
            upload.content = .parts(parts, id: place.id)
            guard isSmallEnough(upload) else { return .refused(.tooLarge) }
            state.uploads.insert(upload, for: place.location, weight: upload.weight)
            return .done(entityTag: part.entityTag)
        }
    }

    private func complete(_ place: UploadInParts, of account: String?, from named: [UploadedPart]) -> UploadReply {
        guard let upload = upload(at: place.location, of: account), let parts = upload.parts(under: place.id) else {
            return .refused(.unknownUpload)
        }
        guard !named.isEmpty, Set(named.map(\.number)).count == named.count else { return .refused(.partsNotFound) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(upload.byteCount)
        for name in named.sorted(by: { $0.number < $1.number }) {
            guard let part = parts[name.number], part.entityTag == name.entityTag else {
                return .refused(.partsNotFound)
            }
            bytes += part.bytes
        }
        return store(bytes, as: upload, at: place.location)
    }

    /// What is reserved for an account at a place, or stored there already.
    private func upload(at location: ImageLocation, of account: String?) -> Upload? {
        let upload = state.withLock { $0.uploads.value(for: location) }
        return upload?.owner == account ? upload : nil
    }

    private func store(_ bytes: [UInt8], as upload: Upload, at location: ImageLocation) -> UploadReply {
        var upload = upload
        let file = UploadedFile(
            bytes: bytes,
            mediaType: upload.description.mediaType,
            entityTag: entityTag(of: bytes),
            expiry: expiry(after: upload.description.lifetime)
        )
        upload.content = .stored(file)
        guard isSmallEnough(upload) else { return .refused(.tooLarge) }
        state.withLock { [upload] in _ = $0.uploads.insert(upload, for: location, weight: upload.weight) }
        return .done(entityTag: file.entityTag)
    }

    private func isSmallEnough(_ upload: Upload) -> Bool {
        upload.byteCount <= bounds.maximumBytes && upload.weight <= bounds.maximumTotalBytes
    }

    private func expiry(after lifetime: UploadDescription.Lifetime) -> Timestamp? {
        switch lifetime {
        case .usual: bounds.retentionSeconds > 0 ? clock.now + .seconds(bounds.retentionSeconds) : nil
        case .unlimited: nil
        case .seconds(let seconds): clock.now + .seconds(seconds)
        }
    }
}

extension UploadRequest.Action {
    /// The place where there is a whole file once this is done; nil where there is none.
    fileprivate var storedLocation: ImageLocation? {
        switch self {
        case .issue, .reserve, .storePart: nil
        case .store(_, _, let location), .fill(let location, _, _): location
        case .complete(let upload, _): upload.location
        }
    }

    /// The reserved place that something is stored at; nil for everything else.
    fileprivate var filledLocation: ImageLocation? {
        switch self {
        case .issue, .reserve, .store: nil
        case .fill(let location, _, _): location
        case .storePart(_, _, let upload), .complete(let upload, _): upload.location
        }
    }
}
