import Digests
import HTTP
import JSON
import Vendors
import WebFormats

/// What is served, for whoever asks for `/`: JSON, or a small page where the client prefers HTML.
struct IndexPage: Sendable {
    /// The vendors served, in the order of the table.
    let vendors: [any Vendor.Type]

    func answer(_ head: HTTPRequestHead) -> HTTPResponse {
        let methods: [HTTPMethod] = [.get, .head]
        guard methods.contains(head.method) else { return wrongMethodAnswer(to: head, allowing: methods) }
        guard head.fields["Accept"]?.contains("text/html") ?? false else {
            return HTTPResponse(
                status: 200,
                fields: ["content-type": "application/json", "vary": "accept"],
                body: .bytes(json())
            )
        }
        let fields: HTTPFields = [
            "content-type": "text/html; charset=utf-8",
            "vary": "accept",
            "content-security-policy": Self.policy,
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
        ]
        return HTTPResponse(status: 200, fields: fields, body: .bytes(Array(page().utf8)))
    }

    /// Nothing but this style is loaded or run, and no page may frame this one.
    private static let policy = """
        default-src 'none'; style-src 'sha256-\(Base64.encode(sha256(Array(style.utf8))))'; base-uri 'none'; \
        form-action 'none'; frame-ancestors 'none'
        """

    private static let style = """

        body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 3rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; width: 100% }
        td, th { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #8884 }

        """

    private func json() -> [UInt8] {
        var writer = JSONWriter(style: .javaScript)
        writer.beginObject()
        writer.key("vendors")
        writer.beginArray()
        for vendor in vendors {
            writer.beginObject()
            writer.member("name", vendor.name)
            writer.member("profiles", vendor.profiles)
            writer.key("roles")
            writer.beginArray()
            for role in vendor.roles {
                writer.beginObject()
                writer.member("kind", role.kind.rawValue)
                writer.member("host", role.host)
                writer.member("aliases", role.aliases)
                writer.member("prefixes", ["/\(role.host)", "/\(role.prefix)"])
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private func page() -> String {
        let rows = vendors.flatMap { vendor in
            vendor.roles.map { role in
                """
                <tr><td>\(vendor.name)</td><td>\(role.kind.rawValue)</td><td><code>/\(role.host)/…</code></td>\
                <td><code>/\(role.prefix)/…</code></td></tr>
                """
            }
        }
        return """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Fauxto</title>
            <style>\(Self.style)</style>
            <h1>Fauxto is listening</h1>
            <p>Put this server's address in front of a vendor's host, or use the short name. What was asked so far is at
            <a href="/_fauxto/requests">/_fauxto/requests</a>.</p>
            <table>
            <tr><th>vendor</th><th>for</th><th>by host</th><th>by short name</th></tr>
            \(rows.joined(separator: "\n"))
            </table>
            </html>

            """
    }
}
