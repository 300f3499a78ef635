import HTTP
import ImageGeneration
import Simulation

/// How a gateway keeps images: in an object store whose names have a slash that is escaped on the wire.
enum GatewayFiles {
    /// The path of one image of an answer; its name is a UUID, and `%2F` is part of it.
    static func path(index: Int, prefix: String, draw: Draw) -> String {
        "/image/generated%2F\(prefix)\(draw.branch("image file", UInt64(index)).uuidV4("name")).png"
    }

    /// The object store's answer where no object is.
    static let missing = Answer(
        status: 404,
        fields: ["content-type": "application/xml; charset=UTF-8", "access-control-allow-origin": "*"],
        body: Array(
            ("<?xml version='1.0' encoding='UTF-8'?><Error><Code>NoSuchKey</Code>"
                + "<Message>The specified key does not exist.</Message></Error>").utf8
        )
    )

    /// The fields beside an image.
    static let fields: HTTPFields = ["cache-control": "public, max-age=3600", "access-control-allow-origin": "*"]
}
