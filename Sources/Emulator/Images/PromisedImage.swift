import HTTP
import ImageGeneration
import Imaging
import Simulation
import Vendors
import WebFormats

/// An image that can be drawn at any time.
///
/// A class, since it goes from hand to hand and a recipe is large.
final class PromisedImage: Sendable {
    let recipe: Recipe
    let format: ImageFormat
    /// What befalls every download of it; nil for nothing.
    let disturbance: Disturbance?
    /// Whose image it is; nil for nobody's.
    let account: String?
    private let request: Request
    private let imaging: EmulatorConfiguration.Imaging

    /// What the caption and the receipt say of the request that an image answers.
    struct Request: Sendable {
        var vendor: any Vendor
        var model: String
        var seed: Seed
        var count: Int
        var draw: Draw
        var time: Timestamp
    }

    init(
        _ recipe: Recipe,
        format: ImageFormat,
        disturbance: Disturbance? = nil,
        account: String?,
        request: Request,
        imaging: EmulatorConfiguration.Imaging
    ) {
        self.recipe = recipe
        self.format = format
        self.disturbance = disturbance
        self.account = account
        self.request = request
        self.imaging = imaging
    }

    /// Images of more pixels than this are drawn anew for every download, as it goes, and never held whole.
    static let mostPixelsHeld = 2048 * 2048

    /// The pixels of the image.
    var pixelCount: Int { recipe.width * recipe.height }

    /// Whether the file is so large that it is only ever sent as it is drawn.
    var isStreamed: Bool { pixelCount > Self.mostPixelsHeld }

    /// The file's tag, known before the file is drawn.
    var entityTag: EntityTag {
        let quality = format == .jpeg ? String(imaging.jpegQuality) : ""
        return EntityTag(text: "\"\(String(picture.fingerprint, radix: 16))-\(format.rawValue)\(quality)\"")
    }

    /// Draws and encodes the image, off the event loop.
    func draw() async throws -> [UInt8] {
        try await withTaskExecutorPreference(globalConcurrentExecutor) {
            try encode(picture, as: encoding)
        }
    }

    /// Draws and encodes the image, off the event loop, no faster than its bytes are taken.
    ///
    /// It stops with the writer's error when the client goes away.
    func draw(to writer: any HTTPResponseWriter) async throws {
        try await withTaskExecutorPreference(globalConcurrentExecutor) {
            var stream = try ImageStream(picture, as: encoding)
            while let bytes = try stream.next() { try await writer.write(bytes) }
        }
    }

    /// What the promise weighs, in bytes.
    var weight: Int {
        let pixels =
            switch recipe.reference {
            case .image(let image): image.pixels.count
            case .standIn(let url): url.utf8.count
            case nil: 0
            }
        // What befalls the downloads is one for all images of an answer.
        return 648 + (disturbance == nil ? 0 : 256) + recipe.prompt.utf8.count + pixels
    }

    var picture: Picture {
        Picture(
            recipe,
            origin: Picture.Origin(
                vendor: type(of: request.vendor).name,
                model: request.model,
                seed: request.seed.digits,
                count: request.count,
                requestID: request.vendor.requestID(draw: request.draw, time: request.time),
                version: releaseVersion
            ),
            finish: imaging.finish
        )
    }

    var encoding: ImageEncoding {
        switch format {
        case .png: .png
        case .jpeg: .jpeg(quality: imaging.jpegQuality)
        }
    }
}
