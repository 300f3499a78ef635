import WebFormats

/// Reads bytes as a data URI, and as what one is made of; what was read has to come back from what is written of it.
func fuzzDataURI(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let uri = DataURI(text) {
        demand(DataURI.isDataURI(text), "it is a data URI and is none")
        demand(DataURI(uri.text)?.bytes == uri.bytes, "another file comes back")
        demand(uri.bytes.count <= text.utf8.count, "the file is larger than its URI")
    }
    demand(Base64.decode(Base64.encode(bytes)[...].utf8) == bytes, "other bytes come back from base64")
    demand(Base64.decode(Base64.encodeForURL(bytes)[...].utf8) == bytes, "other bytes come back from base64 for URLs")
    if let decoded = Base64.decode(text[...].utf8) {
        demand(Base64.decode(Base64.encode(decoded)[...].utf8) == decoded, "base64 that was read cannot be read again")
    }
    if let decoded = PercentEncoding.decodeStrictly(text[...].utf8) {
        demand(String(decoding: decoded, as: UTF8.self) == PercentEncoding.decode(text[...]), "two readings of escapes")
    }
}
