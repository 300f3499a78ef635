/// Whole lines that wait to be written, in a bounded number of bytes; lines that do not fit are dropped and counted.
///
/// The lines that are there already stay: the first of a burst tell more than the last. Where lines are missing, a notice
/// says how many.
struct LogRing: Sendable {
    /// How a line is read: by a person, or as a JSON object on a line.
    enum Form: Sendable {
        case text, json
    }

    /// What is written or dropped as a whole: a line, lines that belong together, or a notice.
    struct Entry: Sendable, Hashable {
        let bytes: [UInt8]
        let form: Form
        /// How many lines are missing if this is not written: those that a notice tells of, else its own.
        let lineCount: Int
    }

    /// Lines that are missing at one place.
    private struct Gap: Sendable {
        var lineCount = 0
        /// JSON as soon as one of them was, so that a log in JSON stays one.
        var form = Form.text

        mutating func add(lineCount: Int, form: Form) {
            self.lineCount += lineCount
            if form == .json { self.form = .json }
        }

        var notice: Entry? {
            guard lineCount > 0 else { return nil }
            let text =
                switch form {
                case .text: "fauxto: \(lineCount) \(lineCount == 1 ? "line" : "lines") dropped\n"
                case .json: "{\"droppedLines\":\(lineCount)}\n"
                }
            return Entry(bytes: Array(text.utf8), form: form, lineCount: lineCount)
        }
    }

    /// How many bytes the lines may have together.
    let capacity: Int
    private var entries: [Entry] = []
    /// How many of the entries have been taken; they are removed together, since removing one moves all others.
    private var takenCount = 0
    private var byteCount = 0
    /// Lines that could not be written, before the first entry.
    private var gapBefore = Gap()
    /// Lines that did not fit, after the last entry.
    private var gapAfter = Gap()

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Takes in a line, its end included, or several that belong together; drops it where there is no room.
    mutating func append(_ bytes: [UInt8], form: Form) {
        let entry = Entry(bytes: bytes, form: form, lineCount: bytes.count { $0 == UInt8(ascii: "\n") })
        // The notice has room as well, or else the line has to wait for it.
        let size = byteCount + bytes.count
        guard size <= capacity, size + (gapAfter.notice?.bytes.count ?? 0) <= capacity else {
            gapAfter.add(lineCount: entry.lineCount, form: form)
            return
        }
        addNotice()
        add(entry)
    }

    /// Takes out what is to be written next: at least one line, and as many as have `limit` bytes together; nothing where
    /// there is nothing to write.
    mutating func take(upTo limit: Int) -> [Entry] {
        if takenCount == entries.count { addNotice() }
        let first = takenCount
        var size = 0
        while takenCount < entries.count {
            let next = entries[takenCount].bytes.count
            guard takenCount == first || size + next <= limit else { break }
            size += next
            takenCount += 1
        }
        byteCount -= size
        var taken = Array(entries[first..<takenCount])
        // Told together with the next line and never alone: what failed is not tried again for its own sake.
        if !taken.isEmpty, let notice = gapBefore.notice {
            taken.insert(notice, at: 0)
            gapBefore = Gap()
        }
        if takenCount * 2 >= entries.count {
            entries.removeFirst(takenCount)
            takenCount = 0
        }
        return taken
    }

    /// Counts entries that were taken out and could not be written as dropped.
    mutating func drop(_ entries: some Sequence<Entry>) {
        for entry in entries { gapBefore.add(lineCount: entry.lineCount, form: entry.form) }
    }

    private mutating func addNotice() {
        guard let notice = gapAfter.notice else { return }
        gapAfter = Gap()
        add(notice)
    }

    private mutating func add(_ entry: Entry) {
        entries.append(entry)
        byteCount += entry.bytes.count
    }
}
