import JSON
import Simulation
import WebFormats

/// A text in the form of a JSON Web Token (RFC 7519), which is what fal calls its tokens (source: the clients' names for
/// them); what is in the real ones is not known.
///
/// - Parameters:
///   - claims: What the token says.
///   - draw: What the signature is drawn from: nobody checks it.
/// - Returns: Header, claims and signature, joined with dots.
func falWebToken(_ claims: JSONObject, draw: Draw) -> String {
    let header: JSONObject = ["alg": .string("HS256"), "typ": .string("JWT")]
    let parts = [header, claims].map { object in
        Base64.encodeForURL((try? JSONWriter.write(.object(object), style: .python)) ?? [])
    }
    return "\(parts[0]).\(parts[1]).\(draw.nanoid("token signature", length: 43))"
}

extension Timestamp {
    /// The moment as Python's `datetime.isoformat` writes one in UTC: with microseconds, unless there are none.
    ///
    /// The Python client reads it with `datetime.fromisoformat`, which before Python 3.11 takes no other form.
    var pythonText: String {
        let microseconds = String(nanoseconds / 1_000 % 1_000_000)
        let zeros = String(repeating: "0", count: max(0, 6 - microseconds.utf8.count))
        let fraction = microseconds == "0" ? "" : ".\(zeros)\(microseconds)"
        return "\(internetText.prefix { $0 != "." })\(fraction)+00:00"
    }
}
