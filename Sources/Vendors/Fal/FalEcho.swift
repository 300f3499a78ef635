import JSON

/// How the framework shows a caller's own value in an error (source: FastAPI's `jsonable_encoder` and the encoders that
/// fal's handler gives it).
struct FalEcho {
    let framework: FalFramework

    /// How deep a value may be nested before the encoder runs out of stack (measured, CPython 3.11).
    private static let maximumDepth = 975

    /// The value as it is shown; nil when showing it fails.
    func shown(_ value: JSONValue) -> JSONValue? {
        shown(value, depth: 0)
    }

    private func shown(_ value: JSONValue, depth: Int) -> JSONValue? {
        switch value {
        case .null, .bool, .integer, .bigInteger, .double, .string:
            return value
        case .surrogateString(let units):
            return framework == .august2026 ? .string(withQuestionMarks(units)) : nil
        case .array(let elements):
            guard depth < Self.maximumDepth else { return nil }
            var shownElements: [JSONValue] = []
            for element in elements {
                guard let shown = shown(element, depth: depth + 1) else { return nil }
                shownElements.append(shown)
            }
            return .array(shownElements)
        case .object(let object):
            guard depth < Self.maximumDepth else { return nil }
            var shownObject = JSONObject()
            // FastAPI leaves out what looks like SQLAlchemy's own attributes.
            for member in object.members where !member.key.hasPrefix("_sa") {
                guard let key = shownKey(member), let shown = shown(member.value, depth: depth + 1) else { return nil }
                shownObject[key] = shown
            }
            return .object(shownObject)
        }
    }

    private func shownKey(_ member: JSONObject.Member) -> String? {
        guard let units = member.surrogateKey else { return member.key }
        return framework == .august2026 ? withQuestionMarks(units) : nil
    }

    /// The text with a question mark for each lone surrogate: Python's `str.encode("utf-8", "replace")`.
    private func withQuestionMarks(_ units: [UInt16]) -> String {
        var text = String.UnicodeScalarView()
        var rest = units[...]
        while let unit = rest.popFirst() {
            if UTF16.isLeadSurrogate(unit), let next = rest.first, UTF16.isTrailSurrogate(next) {
                rest.removeFirst()
                text.append(UTF16.decode(UTF16.EncodedScalar([unit, next])))
            } else {
                text.append(Unicode.Scalar(unit) ?? "?")
            }
        }
        return String(text)
    }
}
