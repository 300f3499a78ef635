extension HTTPFields {
    /// Whether a `Connection` field has the member `close`.
    public var asksToClose: Bool {
        for line in lines where line.nameEnd - line.nameStart == 10 {
            guard spells(line, "connection") else { continue }
            let value = wire.span.extracting(Int(line.valueStart)..<Int(line.valueEnd))
            if HTTPGrammar.contains("close", inList: value) { return true }
        }
        return false
    }

    /// Appends all lines but those which follow from the body and the connection; tells which defaults are not needed.
    func appendForResponse(to output: inout [UInt8]) -> (date: Bool, server: Bool) {
        var hasDate = false
        var hasServer = false
        var lineStart = 0
        var pendingStart = 0
        for index in lines.indices {
            let lineEnd = index + 1 < lines.count ? Int(lines[index + 1].nameStart) : wire.count
            let line = lines[index]
            switch line.nameEnd - line.nameStart {
            case 4 where spells(line, "date"):
                hasDate = true
            case 6 where spells(line, "server"):
                hasServer = true
            case 10 where spells(line, "connection") || spells(line, "keep-alive"),
                14 where spells(line, "content-length"),
                17 where spells(line, "transfer-encoding"):
                output.append(contentsOf: wire[pendingStart..<lineStart])
                pendingStart = lineEnd
            default:
                break
            }
            lineStart = lineEnd
        }
        output.append(contentsOf: wire[pendingStart...])
        return (hasDate, hasServer)
    }

    @inline(__always)
    private func spells(_ line: Line, _ word: StaticString) -> Bool {
        HTTPGrammar.spells(wire.span.extracting(Int(line.nameStart)..<Int(line.nameEnd)), word)
    }
}
