/// An event of an event stream (HTML Standard §9.2, `text/event-stream`).
public struct ServerSentEvent: Sendable, Hashable {
    /// The type of the event; nil is the type `message`.
    public var event: String?

    /// What it says; may have several lines.
    public var data: String

    /// What a client sends as `Last-Event-ID` when it connects again.
    public var id: String?

    /// Makes an event.
    public init(data: String, event: String? = nil, id: String? = nil) {
        self.data = data
        self.event = event
        self.id = id
    }

    /// The event as it stands in the stream: a line for each part and each line of data, and an empty line.
    ///
    /// Line breaks in type and id become spaces, since they would end the field.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        if let event { ServerSentEvent.append("event", ServerSentEvent.oneLine(event), to: &bytes) }
        if let id { ServerSentEvent.append("id", ServerSentEvent.oneLine(id), to: &bytes) }
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: ServerSentEvent.isLineBreak) {
            ServerSentEvent.append("data", line, to: &bytes)
        }
        bytes.append(0x0A)
        return bytes
    }

    private static func append(_ name: String, _ value: some StringProtocol, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: ": ".utf8)
        bytes.append(contentsOf: value.utf8)
        bytes.append(0x0A)
    }

    private static func oneLine(_ text: String) -> String {
        String(text.map { isLineBreak($0) ? " " : $0 })
    }

    private static func isLineBreak(_ character: Character) -> Bool {
        character == "\n" || character == "\r" || character == "\r\n"
    }
}

extension HTTPResponseWriter {
    /// Sends an event of an event stream.
    public func send(_ event: ServerSentEvent) async throws(HTTPWriteError) {
        try await write(event.encoded)
    }
}
