/// Which values a field takes.
package indirect enum FieldShape: Sendable, Hashable {
    /// A field of an object, and which values it takes.
    package struct Member: Sendable, Hashable {
        package let name: String
        package let shape: FieldShape
    }

    case text
    /// A text that a regular expression describes.
    case pattern(String)
    case words([String])
    case integer(ClosedRange<Int>?)
    case number(ClosedRange<Double>?)
    case flag
    case null
    /// An array of at least so many elements.
    case list(FieldShape, atLeast: Int)
    /// An object with these fields and no other ones.
    case object([Member])
    /// An object whose names are the operator's own.
    case map(FieldShape)
    case any([FieldShape])
}

extension FieldShape {
    /// What a table of fields takes.
    ///
    /// It is found out by having each field read a value of every kind, and noting what it asks of them: so it says what
    /// the reader does, and need not be written down a second time.
    ///
    /// - Parameters:
    ///   - fields: The table.
    ///   - target: What the fields set, as it is before any of them did.
    /// - Returns: An object's shape; a field that takes nothing alone is tried after each of the words that others take.
    package static func object<Target>(of fields: [ConfigurationField<Target>], from target: Target) -> FieldShape {
        let alone = fields.map { shape(of: $0, from: target) }
        var prepared: [Target] = []
        for (field, shape) in zip(fields, alone) {
            guard case .words(let words) = shape else { continue }
            for word in words {
                var copy = target
                let node = JSON5Node(.string(word), at: FieldProbe.location)
                guard (try? field.set(&copy, FieldValue(of: node, file: ""))) != nil else { continue }
                prepared.append(copy)
            }
        }
        let members = zip(fields, alone).map { field, shape in
            let found = shape ?? prepared.lazy.compactMap { self.shape(of: field, from: $0) }.first
            return Member(name: field.name, shape: found ?? .any([]))
        }
        return .object(members)
    }

    /// What a field takes; nil where it takes nothing.
    private static func shape<Target>(of field: ConfigurationField<Target>, from target: Target) -> FieldShape? {
        let shapes = FieldProbe.nodes.compactMap { node -> FieldShape? in
            let probe = FieldProbe()
            var copy = target
            let isAccepted = (try? field.set(&copy, FieldValue(of: node, probe: probe))) != nil
            return probe.shape(of: node, isAccepted: isAccepted)
        }
        return shapes.isEmpty ? nil : joined(shapes)
    }

    /// One shape for what any of several takes.
    private static func joined(_ shapes: [FieldShape]) -> FieldShape {
        var distinct: [FieldShape] = []
        var (elements, members): ([FieldShape], [FieldShape]) = ([], [])
        var least = 0
        for shape in shapes {
            switch shape {
            case .list(let element, let count):
                elements.append(element)
                least = count
            case .map(let member): members.append(member)
            case .integer(nil) where shapes.contains(.number(nil)): break
            default: if !distinct.contains(shape) { distinct.append(shape) }
            }
        }
        if !elements.isEmpty { distinct.append(.list(joined(elements), atLeast: least)) }
        if !members.isEmpty { distinct.append(.map(joined(members))) }
        return distinct.count == 1 ? distinct[0] : .any(distinct)
    }
}
