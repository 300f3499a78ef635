import JSON

/// The tree into which zod 3's `ZodError.format()` folds issues: at each key the messages in `_errors`.
enum ZodFormat {
    /// Folds issues; a union's inner issues all count.
    static func tree(of issues: [JSONValue]) -> JSONValue {
        var root = Node()
        for issue in issues { add(issue, to: &root) }
        return root.json
    }

    private static func add(_ issue: JSONValue, to root: inout Node) {
        guard case .object(let issue) = issue else { return }
        if case .array(let errors) = issue["unionErrors"] {
            for case .object(let error) in errors {
                if case .array(let inner) = error["issues"] {
                    for issue in inner { add(issue, to: &root) }
                }
            }
            return
        }
        guard case .array(let path) = issue["path"], let message = issue["message"] else { return }
        root.insert(message, at: path[...])
    }

    private struct Node {
        private var errors: [JSONValue] = []
        private var children: [(key: String, node: Node)] = []

        mutating func insert(_ message: JSONValue, at path: ArraySlice<JSONValue>) {
            guard case .string(let key) = path.first else {
                errors.append(message)
                return
            }
            let index =
                children.firstIndex { $0.key == key }
                ?? {
                    children.append((key, Node()))
                    return children.count - 1
                }()
            children[index].node.insert(message, at: path.dropFirst())
        }

        var json: JSONValue {
            var object: JSONObject = ["_errors": .array(errors)]
            for child in children { object[child.key] = child.node.json }
            return .object(object)
        }
    }
}
