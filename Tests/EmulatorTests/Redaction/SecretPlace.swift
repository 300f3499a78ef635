/// A place where a caller can put a credential.
enum SecretPlace: String, CaseIterable, Sendable {
    case schemeField, secretField, cookie, textField, referer
    case query, oddQuery, nestedQuery, path
    case absoluteTarget, userInAbsoluteTarget, connect, userInConnect, egressQuery
    case member, nestedMember, escapedMember, objectMember, stringWithJSON, wideJSON, cutMember, cutUser
    case imageURLUser, imageURLQuery, form, oddForm, multipart, urlInMultipart, brokenJSON, unknownInput
    case proxyTarget, proxyTargetUser
    case webhookUser, webhookQuery
    case uploadGrant

    /// A request as it is sent.
    struct Request {
        var method = "POST"
        var target = "/fal/fal-ai/flux/srpo"
        var fields: [String] = []
        var type = "application/json"
        var body: [UInt8] = Array(#"{"prompt":"a cat"}"#.utf8)

        /// All fields, with a key that is nobody's secret unless there is another.
        var allFields: [String] {
            let hasKey = fields.contains { $0.lowercased().hasPrefix("authorization:") }
            return (hasKey ? [] : ["Authorization: Key id:open"]) + ["Content-Type: \(type)"] + fields
        }
    }

    /// A request with a credential in this place.
    func request(_ secret: String, _ random: inout some RandomNumberGenerator) -> Request {
        var request = Request()
        func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
        func json(_ text: String) { request.body = Array(text.utf8) }
        let name = pick([
            "api_key", "fal_key", "token", "client_secret", "Password", "accessToken", "sessionid", "auth",
        ])
        switch self {
        case .schemeField:
            request.fields = [
                "\(pick(["Authorization", "Proxy-Authorization"])): \(pick(["Key", "Bearer", "Basic"])) a:\(secret)"
            ]
        case .secretField:
            let names = [
                "X-Api-Key", "X-Goog-Api-Key", "X-Auth-Token", "X-Amz-Security-Token", "X-Fal-CDN-Token", "X-Signature",
                "X-Client-Secret", "X-Session", "X_PASSWD", "X-Amz-Credential", "Api.Key",
            ]
            request.fields = ["\(pick(names)): \(secret)"]
        case .cookie: request.fields = ["Cookie: \(pick(["a", "sid"]))=\(secret)"]
        case .textField:
            let texts = ["Bearer", "with key", "https://h/?key=", "https://u:"]
            let text = pick(texts)
            let space = text.hasSuffix("=") || text.hasSuffix(":") ? "" : " a:"
            request.fields = ["X-Note: it was \(text)\(space)\(secret)\(text.hasSuffix(":") ? "@h/" : "")"]
        case .referer: request.fields = ["Referer: https://me:\(secret)@h.example/?a=b&\(name)=\(secret)"]
        case .query: request.target += "?a=b&\(name)=\(secret)&c=d"
        case .oddQuery:
            let names = [
                "%6bey", "K%45Y", "api%5Fkey", "API-KEY", "x.api.key", "a%5Btoken%5D", "fal_jwt_token",
                "X-Amz-Signature",
            ]
            request.target += "?\(pick(names))=\(secret)"
        case .nestedQuery: request.target += "?u=https%3A%2F%2Fme%3A\(secret)%40h%2F%3F\(name)%3D\(secret)"
        case .path: request.target += "/https://me:\(secret)@h/"
        case .absoluteTarget: request.target = "http://fal.run/fal-ai/flux/srpo?\(name)=\(secret)"
        case .userInAbsoluteTarget: request.target = "http://me:\(secret)@\(pick(["fal.run", "h.example"]))/"
        case .connect:
            (request.method, request.target) = ("CONNECT", "h.example:443")
            request.fields = ["Proxy-Authorization: Basic \(secret)"]
        case .userInConnect: (request.method, request.target) = ("CONNECT", "me:\(secret)@h.example:443")
        case .egressQuery:
            request.target = "http://h.example/a/https://me:\(secret)@g/?\(name)=\(secret)"
        case .member: json(#"{"prompt":"a cat","\#(name)":"\#(secret)"}"#)
        case .nestedMember: json(#"{"prompt":"a cat","a":[1,{"b":{"\#(name)" : "\#(secret)"}}]}"#)
        case .escapedMember: json(#"{"prompt":"a cat","\u006be\u0079":"\#(secret)"}"#)
        case .objectMember: json(#"{"prompt":"a cat","\#(name)":{"a":["\#(secret)",{"b":"}\#(secret)"}]}}"#)
        case .stringWithJSON: json(#"{"prompt":"{\"\#(name)\":\"\#(secret)\"}"}"#)
        case .wideJSON:
            request.body = #"{"prompt":"a cat","\#(name)":"\#(secret)"}"#.utf16.flatMap {
                [UInt8($0 & 255), UInt8($0 >> 8)]
            }
        case .cutMember, .cutUser:
            let start = self == .cutUser ? #"{"image_url":"http://me:"# : #"{"\#(name)":""#
            let filler = (64 << 10) - start.utf8.count - secret.utf8.count
            json(#"{"a":"\#(String(repeating: "x", count: filler))",\#(start)\#(secret)\#(secret)@h/"}"#)
        case .imageURLUser: json(#"{"prompt":"a cat","image_url":"http://me:\#(secret)@h.example/a.png"}"#)
        case .imageURLQuery:
            json(#"{"prompt":"a cat","image_url":"http:\/\/h.example\/a.png?w=5&\#(name)=\#(secret)"}"#)
        case .form, .oddForm:
            request.type = "application/x-www-form-urlencoded"
            json("prompt=a+cat&\(self == .form ? name : "%6Bey")=\(secret)+\(secret)")
        case .multipart, .urlInMultipart:
            request.type = "multipart/form-data; boundary=xyz"
            let part = self == .multipart ? (name, secret) : ("image_url", "http://me:\(secret)@h/")
            json("--xyz\r\nContent-Disposition: form-data; name=\"\(part.0)\"\r\n\r\n\(part.1)\r\n--xyz--\r\n")
        case .brokenJSON: json("{\(pick(["", "'"]))\(name)\(pick(["", "'"])): '\(secret)', prompt: a cat")
        case .unknownInput: json(#"{"prompt":{"\#(name)":"\#(secret)"},"num_images":{"\#(name)":"\#(secret)"}}"#)
        case .proxyTarget, .proxyTargetUser:
            request.target = "/api/fal/proxy"
            let url =
                self == .proxyTarget
                ? "https://fal.run/fal-ai/flux/srpo?fal_jwt_token=\(secret)"
                : "https://me:\(secret)@fal.run/fal-ai/flux/srpo"
            request.fields = ["X-Fal-Target-Url: \(url)"]
        case .webhookUser, .webhookQuery:
            let url =
                self == .webhookUser ? "http://me:\(secret)@127.0.0.1:1/" : "http://127.0.0.1:1/?\(name)=\(secret)"
            request.target = "/fal/queue/fal-ai/flux/srpo?fal_webhook=\(url)"
        case .uploadGrant:
            (request.method, request.target) = ("PUT", "/fal/media/files/b/a/b.png?signature=\(secret)")
        }
        return request
    }
}
