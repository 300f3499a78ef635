/// Elements of which the least is at hand: a binary heap.
struct MinimumHeap<Element: Comparable & Sendable>: Sendable {
    /// The elements in no order that means anything outside.
    private(set) var elements: [Element]

    /// How many elements there are.
    var count: Int { elements.count }

    /// The least element.
    var first: Element? { elements.first }

    /// Makes a heap of some elements.
    init(_ elements: [Element] = []) {
        // What is sorted is a heap.
        self.elements = elements.sorted()
    }

    /// Adds an element.
    mutating func insert(_ element: Element) {
        elements.append(element)
        var place = elements.count - 1
        while place > 0, elements[place] < elements[(place - 1) / 2] {
            elements.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// Takes the least element out.
    @discardableResult
    mutating func removeFirst() -> Element? {
        guard let first = elements.first, let last = elements.popLast() else { return nil }
        guard !elements.isEmpty else { return first }
        elements[0] = last
        var place = 0
        while let child = leastChild(of: place), elements[child] < elements[place] {
            elements.swapAt(place, child)
            place = child
        }
        return first
    }

    private func leastChild(of place: Int) -> Int? {
        let (left, right) = (2 * place + 1, 2 * place + 2)
        guard right < elements.count else { return left < elements.count ? left : nil }
        return elements[right] < elements[left] ? right : left
    }
}
