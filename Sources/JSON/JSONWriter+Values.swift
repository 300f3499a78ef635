extension JSONWriter {
    /// Writes a whole value.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let flag): bool(flag)
        case .integer(let number): integer(number)
        case .bigInteger(let digits): bigInteger(digits)
        case .double(let number): double(number)
        case .string(let text): string(text)
        case .surrogateString(let units): quoted(units, isKey: false)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let object):
            beginObject()
            for member in object.members {
                if let units = member.surrogateKey {
                    quoted(units, isKey: true)
                } else {
                    key(member.key)
                }
                self.value(member.value)
            }
            endObject()
        }
    }

    private mutating func bigInteger(_ digits: String) {
        if style.numbers == .javaScript, let number = Double(digits) { return double(number) }
        verbatim(digits)
    }
}
