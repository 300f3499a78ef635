import HTTP
import ImageGeneration
import Simulation

/// Where the vendor's content delivery network keeps an image: names of the upstream hosts behind it.
enum AIMLAPIFiles {
    /// The path of one image of an answer.
    static func path(index: Int, format: ImageFormat, profile: AIMLAPIProfile, draw: Draw) -> String {
        let name = draw.nanoid("image file", UInt64(index))
        switch profile {
        case .november2025:
            let animal = animals[Int(draw.number("animal", below: UInt64(animals.count), UInt64(index)))]
            return "/eagle/files/\(animal)/\(name).\(format.rawValue)"
        case .august2026:
            let folder = draw.hexadecimal("image folder", UInt64(index), length: 8)
            return "/flamingo/files/b/\(folder)/\(name).\(format.rawValue)"
        }
    }

    /// The answer where no image is.
    static let missing = Answer(
        status: 404,
        fields: ["content-type": "text/plain; charset=utf-8", "access-control-allow-origin": "*"],
        body: Array("Not Found".utf8)
    )

    /// The fields beside an image.
    static let fields: HTTPFields = [
        "cache-control": "public, max-age=5184000, immutable",
        "access-control-allow-origin": "*",
    ]

    /// Folders seen in published addresses.
    private static let animals = [
        "elephant", "kangaroo", "koala", "lion", "monkey", "panda", "penguin", "rabbit", "tiger", "zebra",
    ]
}
