import Testing

@testable import Emulator

@Suite struct `The name of a credential` {
    @Test(arguments: [
        "key", "KEY", "keys", "key1", "api-key", "api_key", "api.key", "apikey", "APIKEY", "apiKey", "falKey",
        "fal_key",
        "X-Api-Key", "X-Goog-Api-Key", "AWSAccessKeyId", "awsaccesskeyid", "private_key", "secretkey", "user[key]",
        "token", "access_token", "accesstoken", "AccessToken", "refresh_tokens", "fal_jwt_token", "X-Auth-Token",
        "X-Amz-Security-Token", "x-fal-cdn-token", "csrftoken",
        "secret", "client_secret", "clientSecret", "secrets", "signature", "X-Amz-Signature", "sig", "password",
        "passwd",
        "user[password]", "passphrase", "X-Amz-Credential", "credentials", "Authorization", "Proxy-Authorization",
        "auth",
        "basicauth", "oauth2", "Cookie", "Set-Cookie", "session", "session_id", "sessionid", "PHPSESSID", "jwt",
        "x-jwt",
        "%6bey", "%4B%45%59", "%256bey", "api%5Fkey", "api+key",
    ])
    func `is known in every spelling`(name: String) {
        #expect(SecretName.matches(name))
    }

    @Test(arguments: [
        "prompt", "image_url", "seed", "monkey", "turkey", "keyword", "keywords", "keyWords", "key_words", "keyboard",
        "key_frames", "tokenizer", "tokens", "max_tokens", "maxTokens", "total_tokens", "tokens_used", "token_count",
        "token_type", "author", "authors", "authority", "authentic", "idempotency-key", "Idempotency-Key", "public_key",
        "Sec-WebSocket-Key", "signed", "signal", "design", "assign", "compass", "secure", "section", "creator",
        "cooking",
        "content-type", "x-fauxto-account", "x-fal-target-url", "", "%", "%zz",
    ])
    func `is not seen in other words`(name: String) {
        #expect(!SecretName.matches(name))
    }
}
