extension String {
    /// Joins a few pieces of text.
    ///
    /// URLs and paths are put together for every answer; this makes one string of the right size, where an interpolation
    /// or a chain of appends grows one several times.
    public init<let count: Int>(joining pieces: InlineArray<count, String>) {
        var length = 0
        for index in pieces.indices { length += pieces[index].utf8.count }
        self.init(unsafeUninitializedCapacity: length) { buffer in
            var position = 0
            for index in pieces.indices {
                var piece = pieces[index]
                piece.withUTF8 { bytes in
                    guard let source = bytes.baseAddress, let target = buffer.baseAddress else { return }
                    (target + position).initialize(from: source, count: bytes.count)
                    position += bytes.count
                }
            }
            return position
        }
    }
}
