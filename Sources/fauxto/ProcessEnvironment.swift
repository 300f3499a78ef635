import Glibc

/// The environment of this process; of a name that is there twice the first value, as `getenv` has it.
func processEnvironment() -> [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
        next += 1
        let parts = String(cString: entry).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        if parts.count == 2, variables[name] == nil { variables[name] = String(parts[1]) }
    }
    return variables
}
