/// Things that each lie in some rows of a picture, sorted so that those in one row are found quickly.
struct RowSorted<Element: Sendable>: Sendable {
    /// From top to bottom.
    private let entries: [Entry]

    private struct Entry {
        let rows: Range<Int>
        let element: Element
    }

    /// Sorts things by the rows that they lie in; of those that begin in one row, the order stays.
    init(_ elements: [Element], rows: (Element) -> Range<Int>) {
        entries = elements.map { Entry(rows: rows($0), element: $0) }
            .enumerated()
            .sorted { ($0.element.rows.lowerBound, $0.offset) < ($1.element.rows.lowerBound, $1.offset) }
            .map(\.element)
    }

    /// Hands over what lies in row `y`.
    func forEach(inRow y: Int, _ body: (Element) -> Void) {
        entries.withUnsafeBufferPointer { entries in
            for entry in entries {
                if entry.rows.lowerBound > y { break }
                if y < entry.rows.upperBound { body(entry.element) }
            }
        }
    }
}
