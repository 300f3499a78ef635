import WebFormats

/// A path on the gateway: an app's owner and alias, then the path inside the app.
struct FalPath {
    /// Owner and alias, or whatever stands in their place.
    let app: String
    let alias: String
    /// The path as the app's routes see it: percent-decoded, at least a slash.
    let inApp: String

    init(_ path: String) {
        let parts = path.dropFirst().split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        app = parts.prefix(2).joined(separator: "/")
        alias = String(parts.prefix(2).last ?? "")
        inApp = "/" + (parts.count > 2 ? PercentEncoding.decode(parts[2]) : "")
    }

    /// The path inside the app without slashes at its end; nil when it has none or is nothing else.
    var withoutTrailingSlashes: String? {
        guard inApp.hasSuffix("/") else { return nil }
        let trimmed = inApp.reversed().drop { $0 == "/" }
        return trimmed.isEmpty ? nil : String(trimmed.reversed())
    }
}
