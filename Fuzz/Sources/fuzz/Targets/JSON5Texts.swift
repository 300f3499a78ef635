import JSON

/// Parses bytes as a configuration file; what was accepted has to come back from the JSON that is written of it.
func fuzzJSON5(_ bytes: [UInt8]) {
    let node: JSON5Node
    do throws(SourceDiagnostic) {
        node = try JSON5Parser.parse(bytes, file: "f")
    } catch {
        demand(error.location.line >= 1 && error.location.column >= 1, "a place that there is not: \(error)")
        demand(!error.message.isEmpty, "no reason")
        return
    }
    let style = JSONStyle(numbers: .python, layout: .indented, nonFiniteNumbers: .refused, loneSurrogates: .refused)
    guard let written = try? JSONWriter.write(node.value, style: style) else { fatalError("it cannot be written") }
    guard let read = try? JSON5Parser.parse(written, file: "f") else {
        fatalError("what was written cannot be read: \(String(decoding: written, as: UTF8.self))")
    }
    demand(read.value.isSame(as: node.value), "another value comes back: \(String(decoding: written, as: UTF8.self))")
}
