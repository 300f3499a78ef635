import HTTP
import ImageGeneration

extension Fal {
    /// The only app here, as owner and alias.
    static let app = "fal-ai/flux"

    /// A call to `fal.run`: `/<owner>/<alias>` names the app, the rest of the path is the app server's own.
    func receiveRun(_ call: Call) -> Reception {
        if let preflight = FalPreflight.answer(to: call) { return .answered(preflight) }
        guard case .bytes(let body) = call.body else { return .answered(tooLarge(call), failure: .invalidInput) }
        // The key is looked at before everything else: a GET without one is refused for the key, not for the method
        // (recorded once).
        if let refusal = gatewayRefusal(call) { return refuse(refusal, call) }
        guard let model = model(at: call.path) else { return refuse(unknownPath(call), call) }
        guard call.method == .post else {
            let fields: HTTPFields = ["allow": "POST"]
            return refuse(
                .app(.detail("Method Not Allowed"), status: 405, failure: .invalidInput, fields: fields),
                call
            )
        }
        switch FalRequestReader(framework: framework).read(body, call.fields, for: model) {
        case .generation(let generation): return .accepted(generation)
        case .refusal(let refusal): return refuse(refusal, call)
        }
    }

    /// The model that answers at a path.
    func model(at path: String) -> FalModel? {
        if let model = models.first(where: { $0.gatewayPath == path }) { return model }
        let path = FalPath(path)
        return path.app == Self.app ? models.first { $0.hasRoute(path.inApp) } : nil
    }

    /// The gateway's refusal of an app that there is not (recorded).
    func unknownApp(_ path: FalPath) -> FalRefusal {
        FalRefusal(.detail("Application \"\(path.alias)\" not found"), status: 404, failure: .unknownModel)
    }

    /// The refusal of a path without a route: Starlette redirects where only a slash at its end is in the way (source).
    private func unknownPath(_ call: Call) -> FalRefusal {
        let path = FalPath(call.path)
        guard path.app == Self.app else {
            return unknownApp(path)
        }
        if let shorter = path.withoutTrailingSlashes, models.contains(where: { $0.hasRoute(shorter) }) {
            let query = call.query.map { "?\($0)" } ?? ""
            let location = call.links.url(role: call.role, path: "/\(Self.app)\(shorter)\(query)")
            return .app(.none, status: 307, failure: nil, fields: ["location": location])
        }
        return .app(
            .detail("Path \(path.inApp) not found"),
            status: 404,
            failure: .unknownModel,
            fields: ["x-fal-billable-units": "0"]
        )
    }

    /// The load balancer's refusal, before anything of fal's is reached (inferred: the clients look for nginx's pages).
    func tooLarge(_ call: Call) -> Answer {
        let lines = [
            "<html>", "<head><title>413 Request Entity Too Large</title></head>", "<body>",
            "<center><h1>413 Request Entity Too Large</h1></center>", "<hr><center>nginx</center>", "</body>",
            "</html>", "",
        ]
        return Answer(
            status: 413,
            fields: ["content-type": "text/html"],
            body: Array(lines.joined(separator: "\r\n").utf8)
        )
    }
}
