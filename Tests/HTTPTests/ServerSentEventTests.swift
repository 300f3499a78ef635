import HTTP
import Testing

@Suite("Server-sent events")
struct ServerSentEventTests {
    @Test(
        "An event is a line for each part and each line of data",
        arguments: [
            (ServerSentEvent(data: "a"), "data: a\n\n"),
            (ServerSentEvent(data: ""), "data: \n\n"),
            (ServerSentEvent(data: "a\nb\r\nc\rd"), "data: a\ndata: b\ndata: c\ndata: d\n\n"),
            (ServerSentEvent(data: "{}", event: "e", id: "1"), "event: e\nid: 1\ndata: {}\n\n"),
            (ServerSentEvent(data: "x", event: "e\ndata: y"), "event: e data: y\ndata: x\n\n"),
        ]
    )
    func encoding(event: ServerSentEvent, text: String) {
        #expect(String(decoding: event.encoded, as: UTF8.self) == text)
    }
}
