import HTTP
import HTTPServer
import ImageGeneration
import Vendors

/// What is decided on requests whose bodies are not there.
extension Emulator {
    /// Whether the answer to a request follows from its head, so that its client is not told to go on and send the body
    /// (RFC 9110 §10.1.1): no vendor is meant, or the vendor does not let the caller in.
    func isDecided(byHeadAlone head: HTTPRequestHead, in context: HTTPRequestContext) -> Bool {
        if (try? head.target.decodedPath()) == nil || unencryptedTunnelAnswer(in: context) != nil { return true }
        switch destination(of: head, in: context) {
        case .vendor(let entry, let path, let links):
            // A vendor that refuses the credential does so whatever the body is.
            let call = call(head, .bytes([]), to: entry.role, at: path, links)
            guard case .answered(_, let failure, _) = vendors[entry.vendor].receive(call) else { return false }
            return failure == .unauthenticated || failure == .invalidCredential
        case .control(let path):
            return control.access.refusal(of: head, scheme: scheme(of: head, in: context), path: path) != nil
        case .index, .nowhere: return true
        case .proxy: return false
        }
    }

    /// The answer to a request for whose body there is no room: that of a vendor that has too much to do.
    func answerForWantOfRoom(to head: HTTPRequestHead, in context: HTTPRequestContext) -> HTTPResponse {
        let reason = HTTPBodyError.overloaded(limit: buffers.limit).description
        guard let (call, vendor) = call(withoutBody: head, in: context) else {
            return smallAnswer(503, code: "overloaded", message: reason)
        }
        let arrival = arrival(of: call, for: vendor)
        let answer = vendor.answer(.overloaded, to: nil, for: arrival.call)
        let note = noteOnWantOfRoom(for: "its body", in: buffers)
        let remarks = Remarks(outcome: ProviderFailure.overloaded.name, notes: [note])
        return conclude(arrival, with: HTTPResponse(answer), remarks: remarks)
    }

    private func call(
        withoutBody head: HTTPRequestHead,
        in context: HTTPRequestContext
    ) -> (Call, any Vendor)? {
        guard (try? head.target.decodedPath()) != nil, unencryptedTunnelAnswer(in: context) == nil else { return nil }
        switch destination(of: head, in: context) {
        case .vendor(let entry, let path, let links):
            return (call(head, .bytes([]), to: entry.role, at: path, links), vendors[entry.vendor])
        case .proxy(let proxy, let vendor):
            let vendor = vendors[vendor]
            guard case .call(let call) = forwarded(head, body: .bytes([]), by: proxy, of: vendor, in: context) else {
                return nil
            }
            return (call, vendor)
        case .control, .index, .nowhere:
            return nil
        }
    }
}

/// A remark for the journal on a call that was refused since there was no room for something of it.
func noteOnWantOfRoom(for what: String, in buffers: BufferBudget) -> String {
    "there was no room for \(what): limits.bufferedBytes is \(buffers.limit)"
}
