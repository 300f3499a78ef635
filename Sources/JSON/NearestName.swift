/// The name that a mistyped one was probably meant to be, nil if none is near.
///
/// Letter case, underscores and hyphens do not count. A name is near if at most a third of its letters, but always one,
/// must be changed, inserted, left out or swapped with the next; of equally near names the first is taken.
///
/// - Parameters:
///   - name: The name as written.
///   - names: The names there are.
/// - Returns: The nearest of them.
public func nearestName(to name: String, in names: some Sequence<String>) -> String? {
    let written = significantLetters(of: name)
    var nearest: (name: String, distance: Int)?
    for candidate in names {
        let letters = significantLetters(of: candidate)
        let distance = editDistance(written, letters)
        guard distance <= max(1, letters.count / 3), distance < nearest?.distance ?? .max else { continue }
        nearest = (candidate, distance)
    }
    return nearest?.name
}

private func significantLetters(of name: String) -> [Character] {
    name.lowercased().filter { $0 != "_" && $0 != "-" }.map { $0 }
}

/// The number of changes that turn one word into another, a swap of neighbours counting as one (Damerau 1964, in the
/// restricted form that changes no letter twice).
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
        var current = [row + 1]
        for column in 0..<right.count {
            var best = min(last[column + 1], current[column]) + 1
            best = min(best, last[column] + (left[row] == right[column] ? 0 : 1))
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                best = min(best, beforeLast[column - 1] + 1)
            }
            current.append(best)
        }
        (beforeLast, last) = (last, current)
    }
    return last[right.count]
}
