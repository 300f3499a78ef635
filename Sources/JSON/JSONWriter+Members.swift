extension JSONWriter {
    /// Writes a member whose value is text.
    public mutating func member(_ key: StaticString, _ text: String) {
        self.key(key)
        string(text)
    }

    /// Writes a member whose value is an integer.
    public mutating func member(_ key: StaticString, _ number: Int) {
        self.key(key)
        integer(number)
    }

    /// Writes a member whose value is a number.
    public mutating func member(_ key: StaticString, _ number: Double) {
        self.key(key)
        double(number)
    }

    /// Writes a member whose value is a list of texts.
    public mutating func member(_ key: StaticString, _ texts: [String]) {
        self.key(key)
        beginArray()
        for text in texts { string(text) }
        endArray()
    }
}
