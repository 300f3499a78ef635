import Digests
import WebFormats

/// The weak entity tag that Express writes for a body: its length in hexadecimal and its SHA-1 digest without padding
/// (https://github.com/jshttp/etag; the vendor's page shows `W/"1440a0-uH6NONsG/9An5njw3kqMcYY5k8w"`).
func weakEntityTag(of body: [UInt8]) -> String {
    "W/\"\(String(body.count, radix: 16))-\(Base64.encode(sha1(body)).dropLast())\""
}
