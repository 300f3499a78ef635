import JSON

/// The units in which the length of a string counts.
enum LengthUnit {
    /// As Python's `len`.
    case codePoints
    /// As JavaScript's `length`.
    case utf16CodeUnits
}

extension Schema {
    /// The rules on content that a scalar of the right type breaks, in the order in which pydantic-core tests them.
    func brokenRules(by value: JSONValue, lengthIn unit: LengthUnit) -> [Finding.Kind] {
        switch value {
        case .integer(let number): brokenRules(by: .integer(number))
        case .bigInteger(let digits): brokenRules(by: .bigInteger(digits))
        case .double(let number): brokenRules(by: .double(number))
        case .string(let text): brokenRules(by: text, lengthIn: unit)
        case .surrogateString(let units): isTooLong(count(units, in: unit)) ? [.tooLong] : []
        case .null, .bool, .array, .object: []
        }
    }

    private func brokenRules(by number: Quantity) -> [Finding.Kind] {
        var broken: [Finding.Kind] = []
        if let multipleOf, !number.isMultiple(of: multipleOf) { broken.append(.notMultiple) }
        // NaN is not within any bound, and the upper one is tested first.
        if let maximum, !number.isAtMost(maximum) { broken.append(.aboveMaximum) }
        if let minimum, !number.isAtLeast(minimum) { broken.append(.belowMinimum) }
        if let exclusiveMinimum, number.isAtMost(exclusiveMinimum) { broken.append(.notAboveExclusiveMinimum) }
        return broken
    }

    private func brokenRules(by text: String, lengthIn unit: LengthUnit) -> [Finding.Kind] {
        var broken: [Finding.Kind] = []
        // No unit counts more than one per byte.
        if let maximumLength, text.utf8.count > maximumLength, isTooLong(count(text, in: unit)) {
            broken.append(.tooLong)
        }
        if isURL, !isAbsoluteURL(text) { broken.append(.notURL) }
        return broken
    }

    private func isTooLong(_ length: Int) -> Bool {
        maximumLength.map { length > $0 } ?? false
    }
}

private func count(_ text: String, in unit: LengthUnit) -> Int {
    switch unit {
    case .codePoints: text.unicodeScalars.count
    case .utf16CodeUnits: text.utf16.count
    }
}

/// A lone surrogate is one unit and one code point.
private func count(_ units: [UInt16], in unit: LengthUnit) -> Int {
    switch unit {
    case .codePoints:
        units.count - zip(units, units.dropFirst()).count { UTF16.isLeadSurrogate($0) && UTF16.isTrailSurrogate($1) }
    case .utf16CodeUnits: units.count
    }
}
