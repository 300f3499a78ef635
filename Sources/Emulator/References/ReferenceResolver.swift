import HTTPServer
import ImageGeneration
import Imaging
import Vendors
import WebFormats

/// Finds the picture that a reference URL stands for, without leaving the machine unless an operator allowed it.
struct ReferenceResolver: Sendable {
    /// What a reference turned out to be.
    enum Resolution: Sendable {
        case picture(ReferenceImage)
        /// A URL that leads outside and was not fetched: the size is drawn from the URL.
        case standIn(PixelSize)
        case unusable(ProviderFailure.ReferenceFault)
        /// A picture for which there is no room at the moment.
        case wantOfRoom
    }

    let settings: EmulatorConfiguration.References
    let router: Router
    let images: ImageStore
    let uploads: UploadStore
    let egress: EgressPolicy
    let ownListeners: OwnListeners
    /// What is reserved for decoded pictures.
    private(set) var reservation: BufferReservation?

    /// The same, with room to be reserved for what it decodes.
    func reserving(_ reservation: BufferReservation) -> ReferenceResolver {
        var resolver = self
        resolver.reservation = reservation
        return resolver
    }

    /// Finds the picture.
    ///
    /// - Parameters:
    ///   - text: The URL or data URI as the caller wrote it.
    ///   - origin: What the URLs handed to this caller begin with.
    /// - Returns: The picture, a size to stand in for it, or what is wrong with it; and remarks for the journal.
    func resolve(_ text: String, origin: String) async -> (Resolution, notes: [String]) {
        if DataURI.isDataURI(text) {
            guard let data = DataURI(text) else {
                return (.unusable(.undecodable), ["reference not decoded: the data URI is broken"])
            }
            return await decode(data.bytes)
        }
        for (prefix, path) in settings.map where text.utf8.starts(with: prefix.utf8) {
            let rest = Substring(text.utf8.dropFirst(prefix.utf8.count)).prefix { $0 != "?" && $0 != "#" }
            return await readFile(at: path + rest)
        }
        guard let url = ReferenceURL(text) else { return (.unusable(.unreachable), []) }
        if let location = location(of: url) {
            if let promise = images.promise(at: location) {
                if promise.disturbance?.expiresLink == true { return (.unusable(.unreachable), []) }
                return await draw(promise.recipe)
            }
            if let file = uploads.file(at: location) { return await decode(file.bytes) }
        }
        // What once was served here and is forgotten is gone for the real vendor's clients as well.
        if text.hasPrefix(origin + "/") { return (.unusable(.unreachable), []) }
        guard settings.fetch.contains(where: { HostPattern($0).matches(url.host) }) else {
            return unfetched(text, at: url)
        }
        return await fetch(text)
    }

    /// What stands for a reference at a host that is not contacted.
    ///
    /// A vendor's servers cannot reach an address of the caller's own machine or network, and refuse it.
    private func unfetched(_ text: String, at url: ReferenceURL) -> (Resolution, notes: [String]) {
        let host = url.host
        if url.isUnreachableFromOutside, settings.unreachable == .refuse {
            let note =
                "reference not fetched: no vendor can reach '\(host)'; name it in references.map or references.fetch, "
                + "or set references.unreachable to \"invent\""
            return (.unusable(.unreachable), [note])
        }
        return (.standIn(standInSize(for: text)), ["reference not fetched: host '\(host)' is not in references.fetch"])
    }

    /// Where a URL would lead if it led here, by whatever name the caller knows this server.
    private func location(of url: ReferenceURL) -> ImageLocation? {
        let destination = router.destination(
            path: url.path,
            authority: url.authority,
            listener: nil,
            scheme: url.scheme
        )
        guard case .vendor(let entry, let path, _) = destination, entry.role.kind == .images else { return nil }
        return ImageLocation(role: entry.role, path: path)
    }

    /// The artwork of an image that was handed out here, without the caption and the marks laid over it: those would
    /// show through the new ones.
    private func draw(_ recipe: Recipe) async -> (Resolution, notes: [String]) {
        guard recipe.width * recipe.height <= settings.maximumPixels else { return (.unusable(.tooLarge), []) }
        guard hasRoom(for: recipe.width * recipe.height * 3) else { return (.wantOfRoom, []) }
        return await withTaskExecutorPreference(globalConcurrentExecutor) {
            do throws(ImagingError) {
                return (.picture(try ReferenceImage(drawing: recipe)), [])
            } catch {
                return (.unusable(.undecodable), ["reference not drawn: \(error)"])
            }
        }
    }

    /// Reserves room for the pixels of a picture.
    private func hasRoom(for bytes: Int) -> Bool {
        reservation?.grow(by: bytes) != false
    }

    private func decode(_ bytes: [UInt8]) async -> (Resolution, notes: [String]) {
        let limits = ReferenceImage.Limits(bytes: settings.maximumBytes, pixels: settings.maximumPixels)
        return await withTaskExecutorPreference(globalConcurrentExecutor) {
            do throws(ReferenceImageError) {
                return (.picture(try ReferenceImage.decode(bytes, limits: limits, admitting: hasRoom)), [])
            } catch {
                if case .notAdmitted = error { return (.wantOfRoom, []) }
                let fault: ProviderFailure.ReferenceFault =
                    switch error {
                    case .tooManyBytes, .tooManyPixels, .sideTooLong: .tooLarge
                    case .notAnImage, .corrupt, .unsupported, .notAdmitted: .undecodable
                    }
                return (.unusable(fault), ["reference not decoded: \(error)"])
            }
        }
    }

    private func readFile(at path: String) async -> (Resolution, notes: [String]) {
        guard !path.split(separator: "/").contains("..") else { return (.unusable(.unreachable), []) }
        let limit = settings.maximumBytes
        let reading = await onOwnThread("fauxto-file") {
            Result { () throws(FileReadingError) in try readRegularFile(path, limit: limit) }
        }
        switch reading {
        case .success(let bytes):
            return await decode(bytes)
        case .failure(.tooLarge):
            return (.unusable(.tooLarge), ["reference not decoded: more than \(limit) bytes"])
        case .failure(let error):
            return (.unusable(.unreachable), ["reference not found: \(path): \(error)"])
        case nil:
            return (.unusable(.unreachable), ["reference not found: \(path): no thread to read it on"])
        }
    }

    /// Fetches with the `curl` program, which brings TLS and proxies that are not worth having again here.
    private func fetch(_ text: String) async -> (Resolution, notes: [String]) {
        let fetcher = ReferenceFetcher(
            egress: egress,
            ownListeners: ownListeners,
            allowed: settings.fetch,
            maximumBytes: settings.maximumBytes
        )
        switch await fetcher.fetch(text) {
        case .success(let bytes):
            let (resolution, notes) = await decode(bytes)
            return (resolution, ["reference fetched: \(bytes.count) bytes"] + notes)
        case .failure(let error):
            return (.unusable(error.isTooLarge ? .tooLarge : .unreachable), ["reference not fetched: \(error)"])
        }
    }
}
