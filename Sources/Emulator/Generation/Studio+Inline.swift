import HTTPServer
import ImageGeneration
import Imaging
import Scenarios
import WebFormats

/// Images that are delivered inside of answers.
extension Studio {
    /// What became of them.
    enum Inlining {
        /// Their data URIs, in order.
        case texts([String])
        case wantOfRoom
        /// Why one of them could not be drawn.
        case notDrawn(String)
    }

    /// Draws images into data URIs.
    ///
    /// What is drawn for a file is gone as it is sent, but this is held until all of the answer is: so there is a bound to
    /// what all of them take, and orders for large ones are drawn a few at a time.
    func inline(_ images: [PromisedImage], reserving reservation: BufferReservation?) async -> Inlining {
        let isLarge = images.reduce(0) { $0 + $1.pixelCount } > PromisedImage.mostPixelsHeld
        if isLarge { await turns.take() }
        defer { if isLarge { turns.giveBack() } }
        var texts: [String] = []
        for image in images {
            do {
                guard let text = try await image.drawDataURI(reserving: reservation) else { return .wantOfRoom }
                texts.append(text)
            } catch {
                return .notDrawn("image \(image.recipe.index) was not drawn: \(error)")
            }
        }
        return .texts(texts)
    }

    /// What becomes of an order for which there is no room.
    func wantOfRoom(_ what: String, _ notes: [String]) -> Production {
        Production(outcome: .failure(.overloaded), notes: notes + [noteOnWantOfRoom(for: what, in: buffers)])
    }
}

extension PromisedImage {
    /// Draws and encodes the image into a data URI, off the event loop; nil where there is no room for it.
    ///
    /// The file is kept in pieces, so that it is never held twice; but for each byte of it the answer will have four
    /// thirds, and so has its text until then.
    fileprivate func drawDataURI(reserving reservation: BufferReservation?) async throws -> String? {
        try await withTaskExecutorPreference(globalConcurrentExecutor) {
            var stream = try ImageStream(picture, as: encoding)
            var pieces: [[UInt8]] = []
            while let piece = try stream.next(atLeast: 1 << 18) {
                guard reservation?.grow(by: piece.count * 8 / 3) != false else { return nil }
                pieces.append(piece)
            }
            if disturbance?.fault == .halfImage { PromisedImage.halve(&pieces) }
            return DataURI.text(mediaType: format.mediaType, pieces: pieces)
        }
    }

    /// Leaves the first half of a file.
    private static func halve(_ pieces: inout [[UInt8]]) {
        var rest = pieces.reduce(0) { $0 + $1.count } / 2
        for index in pieces.indices {
            pieces[index] = Array(pieces[index].prefix(rest))
            rest -= pieces[index].count
        }
    }
}
