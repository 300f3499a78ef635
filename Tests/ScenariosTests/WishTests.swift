import ImageGeneration
import Simulation
import Testing

@testable import Scenarios

@Suite struct `A wish` {
    @Test(
        arguments: [
            ("a cat [[fail:timeout]]", ProviderFailure.timeout, nil, nil),
            ("[[slow:3s]] a cat", nil, nil, 3_000), ("[[slow:250ms]]", nil, nil, 250),
            ("a [[fault:EMPTY_RESPONSE]] cat", nil, .emptyResponse, nil),
            ("[[slow:1m]][[fail:overloaded]]", .overloaded, nil, 60_000),
            ("[[nsfw]] [[fail:rateLimited]]", .rateLimited(retryAfterSeconds: nil), nil, nil),
        ] as [(String, ProviderFailure?, WireFault?, Double?)]
    )
    func `is made by words in a prompt`(
        prompt: String,
        failure: ProviderFailure?,
        fault: WireFault?,
        delay: Double?
    ) throws {
        let wish = try #require(Wish(prompt: prompt))
        #expect(wish.effect.failure == failure)
        #expect(wish.effect.fault == fault)
        #expect(wish.effect.delay == delay.map { .fixed(milliseconds: $0) })
    }

    @Test(arguments: [
        "a cat", "[[nsfw]]", "[[fail]]", "[[fail:3s]]", "[[slow:timeout]]", "[[fail:nonsense]]", "[fail:timeout]",
        "[[fail:timeout", "[[slow:-1s]]", "[[slow:99999999999999h]]", "[[fault:timeout]]",
    ])
    func `is not made by other words`(prompt: String) {
        #expect(Wish(prompt: prompt) == nil)
    }

    @Test func `is made by the name of a key, with anything after it`() throws {
        for (name, word) in Wish.keys {
            let expected = try Wish(words: word, source: "key")
            for key in [name, name + ":secret", name + "-2", name + "-2:secret"] {
                #expect(Wish(key: key)?.effect == expected.effect)
            }
            #expect(Wish(key: name + "x") == nil)
            #expect(Wish(key: "x" + name) == nil)
        }
    }

    @Test func `may be several words, all of which must be known`() throws {
        let wish = try Wish(words: "timeout, 2s", source: "header")
        #expect(wish.effect.failure == .timeout)
        #expect(wish.effect.delay == .fixed(milliseconds: 2_000))
    }

    @Test(arguments: [
        ("timeuot", "'timeuot' is no failure, fault or length of time; did you mean 'timeout'?"),
        ("2s,", "'' is no failure, fault or length of time; there are unauthenticated, "),
    ])
    func `that is none says what was meant`(words: String, complaint: String) {
        #expect {
            try Wish(words: words, source: "header")
        } throws: { error in
            "\(error)".hasPrefix(complaint)
        }
    }
}
