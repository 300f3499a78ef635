/// The weak entity tag that Express writes for a body: its length in hexadecimal and its SHA-1 digest
/// (https://github.com/jshttp/etag; the vendor's page shows `W/"1440a0-uH6NONsG/9An5njw3kqMcYY5k8w"`).
func weakEntityTag(of body: [UInt8]) -> String {
    "W/\"\(String(body.count, radix: 16))-\(SHA1(body).base64)\""
}

/// Whether an `If-None-Match` field names a tag, compared weakly (RFC 9110 §13.1.2).
func matches(ifNoneMatch field: String, tag: String) -> Bool {
    if field == "*" { return true }
    let opaque = tag.hasPrefix("W/") ? tag.dropFirst(2) : Substring(tag)
    return field.split(separator: ",").contains { item in
        let item = item.drop { $0 == " " || $0 == "\t" }
        let candidate = item.hasPrefix("W/") ? item.dropFirst(2) : item
        return candidate.prefix { $0 != " " && $0 != "\t" } == opaque
    }
}
