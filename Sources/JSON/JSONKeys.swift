/// The keys under which an object's members are wanted, ready to be compared with the bytes of a document.
public struct JSONKeys: Sendable {
    private let keys: [String]
    /// The keys as a document has them, in quotes, one after the other; nothing for one that needs escapes.
    private let text: [UInt8]
    /// Where each key begins in the text; behind the last, where it ends.
    private let starts: [Int]

    /// Makes the list; no key may be in it twice.
    public init(_ keys: [String]) {
        var text: [UInt8] = []
        var starts = [0]
        for key in keys {
            let isPlain = Array(key.utf8).withUnsafeBufferPointer { endOfPlainRun(in: $0, from: 0).end == $0.count }
            if isPlain { text += Array("\"\(key)\"".utf8) }
            starts.append(text.count)
        }
        self.keys = keys
        self.text = text
        self.starts = starts
    }

    /// The place of a key in the list; nil if it is not in it.
    func place(of key: String) -> Int? {
        keys.firstIndex { $0.utf8.elementsEqual(key.utf8) }
    }

    /// The place of the key that comes next in a document, and how many bytes it takes with its quotes.
    ///
    /// Nil if no key of the list comes next, or one does that is written with escapes. The search begins at the place
    /// `expected`, and goes on from the front when it has come to the end.
    func match(_ document: UnsafeRawBufferPointer, from expected: Int) -> (place: Int, length: Int)? {
        text.withUnsafeBytes { text in
            for place in expected..<keys.count {
                if let length = length(of: place, in: text, at: document) { return (place, length) }
            }
            for place in 0..<expected {
                if let length = length(of: place, in: text, at: document) { return (place, length) }
            }
            return nil
        }
    }

    /// How many bytes a key takes, if the document begins with it.
    @inline(__always)
    private func length(of place: Int, in text: UnsafeRawBufferPointer, at document: UnsafeRawBufferPointer) -> Int? {
        let key = UnsafeRawBufferPointer(rebasing: text[starts[place]..<starts[place + 1]])
        guard !key.isEmpty, key.count <= document.count else { return nil }
        // Eight bytes are compared together.
        var offset = 0
        while offset + 8 <= key.count {
            let isEqual =
                document.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                == key.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            guard isEqual else { return nil }
            offset += 8
        }
        while offset < key.count {
            guard document[offset] == key[offset] else { return nil }
            offset += 1
        }
        return key.count
    }
}
