/// Notes what is asked of a value that is read for no other purpose than to learn it.
package final class FieldProbe {
    /// What is asked of the value itself.
    private var noted: FieldShape?
    /// The probe of the values in it, and what they are in.
    private var inner: (probe: FieldProbe, container: Container)?

    /// What holds further values.
    package enum Container {
        case list, map
    }

    /// Makes a probe of one value.
    package init() {}

    /// A place in no file.
    static let location = SourceLocation(line: 0, column: 0)

    /// A value of every kind, arrays and objects with a value of every kind in them.
    static let nodes: [JSON5Node] = {
        let simple: [JSON5Node.Content] = [.string(""), .integer(0), .double(0), .bool(false), .null]
        let inner = (simple + [.array([]), .object([])]).map { JSON5Node($0, at: location) }
        let arrays = inner.map { JSON5Node.Content.array([$0]) }
        let objects = inner.map { value in
            JSON5Node.Content.object([JSON5Node.Member(key: "name", keyLocation: location, value: value)])
        }
        return (simple + arrays + objects).map { JSON5Node($0, at: location) }
    }()

    /// Notes what is asked of the value; of several things the last, which asks for more than those before it.
    func note(_ shape: FieldShape) {
        noted = shape
    }

    /// The probe for the values in this one.
    func probe(of container: Container) -> FieldProbe {
        let probe = inner?.probe ?? FieldProbe()
        inner = (probe, container)
        return probe
    }

    /// What was found out.
    ///
    /// - Parameters:
    ///   - node: The value that was read.
    ///   - isAccepted: Whether nothing was objected to.
    /// - Returns: What is asked of such values; nil where they are of no kind that is taken.
    func shape(of node: JSON5Node, isAccepted: Bool) -> FieldShape? {
        if let inner {
            switch node.content {
            case .array(let elements):
                guard let element = elements.first else { return nil }
                return inner.probe.shape(of: element, isAccepted: isAccepted).map { .list($0, atLeast: 1) }
            case .object(let members):
                guard let member = members.first else { return nil }
                return inner.probe.shape(of: member.value, isAccepted: isAccepted).map(FieldShape.map)
            default: return nil
            }
        }
        if let noted { return noted }
        guard isAccepted else { return nil }
        // Taken without a question: any value of the kind will do.
        return switch node.content {
        case .string: .text
        case .integer: .integer(nil)
        case .double: .number(nil)
        case .bool: .flag
        case .null: .null
        case .array, .object: nil
        }
    }
}
