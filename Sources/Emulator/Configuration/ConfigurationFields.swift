import Glibc
import HTTPServer
import Imaging
import JSON
import Scenarios
import Vendors

extension EmulatorConfiguration {
    /// Every field of the configuration file.
    static let fields: [ConfigurationField<Self>] = [
        ConfigurationField("host") { (target, value) throws(SourceDiagnostic) in
            target.host = try value.string()
        },
        .integer("port", \.port, in: 0...65_535),
        ConfigurationField("publicUrl") { (target, value) throws(SourceDiagnostic) in
            let text = try value.string()
            guard let url = PublicURL(text) else {
                throw value.diagnostic("publicUrl takes an http or https URL, not \"\(text)\"")
            }
            target.publicURL = url.text
        },
        ConfigurationField("seed") { (target, value) throws(SourceDiagnostic) in
            target.seed = UInt64(try value.integer(in: 0...Int.max))
        },
        .choice("strictness", \.strictness),
        .integer("threads", \.threads, in: 1...64),
        .choice("log", \.log),
        ConfigurationField("listen") { (target, value) throws(SourceDiagnostic) in
            for (role, port) in try value.members() {
                target.listen.append((role, try port.integer(in: 0...65_535)))
            }
        },
        ConfigurationField("keys") { (target, value) throws(SourceDiagnostic) in
            for (vendor, keys) in try value.members() { target.keys[vendor] = Set(try keys.strings()) }
        },
        ConfigurationField("profiles") { (target, value) throws(SourceDiagnostic) in
            for (vendor, profile) in try value.members() { target.profiles[vendor] = try profile.string() }
        },
        ConfigurationField("ca") { (target, value) throws(SourceDiagnostic) in
            target.ca = try value.path()
        },
        .section("egress", \.egress, Egress.fields),
        .section("control", \.control, Control.fields),
        .section("references", \.references, References.fields),
        ConfigurationField("clock") { (target, value) throws(SourceDiagnostic) in
            let text = try value.string()
            guard let mode = ClockMode(text: text) else {
                throw value.diagnostic("clock takes one of \(ClockMode.forms), not \"\(text)\"")
            }
            target.clock = mode
        },
        .section("latency", \.latency, Latency.fields),
        .section("inference", \.inference, Scoped.fields(Inference.fields)),
        .section("queue", \.queue, Queue.fields),
        .section("webhooks", \.webhooks, Webhooks.fields),
        .section("imaging", \.imaging, Imaging.fields),
        .section("safety", \.safety, Safety.fields),
        ConfigurationField("scenarios") { (target, value) throws(SourceDiagnostic) in
            for element in try value.elements() {
                // The name of a preset is no path, so that the file's folder does not go before it.
                let (name, path) = (try element.string(), try element.path())
                let isPreset = access(path, F_OK) != 0 && ScenarioPreset.named(name) != nil
                target.scenarios.append(isPreset ? name : path)
            }
        },
        .section("wishes", \.wishes, Wishes.fields),
        .section("images", \.images, Images.fields),
        .section("uploads", \.uploads, Uploads.fields),
        .section("quotas", \.quotas, Scoped.fields(Quota.fields)),
        .section("money", \.money, Scoped.fields(Balance.fields, by: [.vendors, .accounts])),
        .section("runners", \.runners, Scoped.fields(Runners.fields, by: [.vendors, .models])),
        .section("journal", \.journal, Journal.fields),
        .section("limits", \.limits, limitFields),
    ]

    private static let limitFields: [ConfigurationField<HTTPServer.Configuration.Limits>] = [
        .integer("requestLineBytes", \.requestLineBytes, in: 1...Int.max),
        .integer("headBytes", \.headBytes, in: 1...Int.max),
        .integer("fieldCount", \.fieldCount, in: 1...Int.max),
        .integer("bodyBytes", \.bodyBytes, in: 1...Int.max),
        .integer("chunkOverheadBytes", \.chunkOverheadBytes, in: 1...Int.max),
        .integer("bufferedBytes", \.bufferedBytes, in: 1...Int.max),
        .integer("bodyMinimumBytesPerSecond", \.bodyMinimumBytesPerSecond, in: 0...1_000_000_000),
        .integer("writeMinimumBytesPerSecond", \.writeMinimumBytesPerSecond, in: 0...1_000_000_000),
        .integer("connections", \.connections, in: 1...Int.max),
        .integer("relaysBeingConnected", \.relaysBeingConnected, in: 0...Int.max),
        .milliseconds("headTimeoutMilliseconds", \.headTimeout),
        .milliseconds("relayIdleTimeoutMilliseconds", \.relayIdleTimeout),
        .milliseconds("idleTimeoutMilliseconds", \.idleTimeout),
        .milliseconds("bodyProgressTimeoutMilliseconds", \.bodyProgressTimeout),
        .milliseconds("writeProgressTimeoutMilliseconds", \.writeProgressTimeout),
        .milliseconds("lingerTimeoutMilliseconds", \.lingerTimeout),
        .milliseconds("drainMilliseconds", \.drainTimeout),
    ]
}

extension EmulatorConfiguration.Control {
    fileprivate static let fields: [ConfigurationField<Self>] = [
        .boolean("enabled", \.isEnabled),
        ConfigurationField("token") { (target, value) throws(SourceDiagnostic) in
            let token = try value.string()
            guard !token.isEmpty else { throw value.diagnostic("control.token must not be empty") }
            target.token = token
        },
        ConfigurationField("hosts") { (target, value) throws(SourceDiagnostic) in
            target.hosts = try value.strings()
        },
    ]
}

extension EmulatorConfiguration.References {
    fileprivate static let fields: [ConfigurationField<Self>] = [
        ConfigurationField("map") { (target, value) throws(SourceDiagnostic) in
            for (prefix, path) in try value.members() {
                target.map.append((prefix, try path.path()))
            }
        },
        ConfigurationField("fetch") { (target, value) throws(SourceDiagnostic) in
            target.fetch = try value.strings()
        },
        .choice("unreachable", \.unreachable),
        .integer("maximumBytes", \.maximumBytes, in: 1...Int.max),
        .integer("maximumPixels", \.maximumPixels, in: 1...Int.max),
    ]
}

extension EmulatorConfiguration.Webhooks {
    fileprivate static let fields: [ConfigurationField<Self>] = [
        .integer("maximumAttempts", \.maximumAttempts, in: 1...31),
        .integer("timeoutMilliseconds", \.timeoutMilliseconds, in: 1...600_000),
        .integer("maximumDeliveries", \.maximumDeliveries, in: 1...1_000_000),
        .integer("maximumBytes", \.maximumBytes, in: 1...Int.max),
    ]
}

extension EmulatorConfiguration.Egress {
    fileprivate static let fields: [ConfigurationField<Self>] = [
        ConfigurationField("allow") { (target, value) throws(SourceDiagnostic) in
            target.allow = try value.strings()
        },
        .boolean("allowLocal", \.allowLocal),
    ]
}

extension EmulatorConfiguration.Imaging {
    fileprivate static let fields: [ConfigurationField<Self>] = [
        .boolean("caption", \.finish.caption),
        .boolean("receipt", \.finish.receipt),
        ConfigurationField("texture") { (target, value) throws(SourceDiagnostic) in
            target.finish.texture = Texture(try value.fraction())
        },
        .integer("jpegQuality", \.jpegQuality, in: 1...100),
    ]
}

extension EmulatorConfiguration.Safety {
    fileprivate static let fields: [ConfigurationField<Self>] = [
        ConfigurationField("words") { (target, value) throws(SourceDiagnostic) in
            target.words = try value.strings()
        }
    ]
}

extension EmulatorConfiguration.Wishes {
    fileprivate static let fields: [ConfigurationField<Self>] = [
        .boolean("header", \.header),
        .boolean("query", \.query),
        .boolean("key", \.key),
        .boolean("prompt", \.prompt),
    ]
}

extension EmulatorConfiguration.Images {
    fileprivate static let fields: [ConfigurationField<Self>] = [
        .integer("maximumRecipes", \.maximumRecipes, in: 1...Int.max),
        .integer("maximumRecipeBytes", \.maximumRecipeBytes, in: 1...Int.max),
        .integer("maximumCacheBytes", \.maximumCacheBytes, in: 0...Int.max),
    ]
}

extension EmulatorConfiguration.Uploads {
    fileprivate static let fields: [ConfigurationField<Self>] = [
        .integer("maximumBytes", \.maximumBytes, in: 0...Int.max),
        .integer("maximumTotalBytes", \.maximumTotalBytes, in: 0...Int.max),
        .integer("retentionSeconds", \.retentionSeconds, in: 0...3_153_600_000),
    ]
}

extension EmulatorConfiguration.Journal {
    fileprivate static let fields: [ConfigurationField<Self>] = [
        .integer("maximumEntries", \.maximumEntries, in: 0...1_000_000),
        .integer("maximumBytes", \.maximumBytes, in: 0...Int.max),
    ]
}
