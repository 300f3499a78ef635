import Emulator
import Printing
import Vendors

/// The flags of every command that starts a server, and the configuration file that they win over.
struct ServerFlags {
    private var configurationFile: String?
    /// What the flags set, whatever the configuration file says.
    private var overrides: [(inout EmulatorConfiguration) -> Void] = []

    /// Takes an option if it is one of these; false when it is another.
    mutating func take(
        _ name: String,
        attached: String?,
        from reader: inout ArgumentReader
    ) throws(UsageError) -> Bool {
        switch name {
        case "--host":
            let host = try reader.value(of: name, attached: attached)
            overrides.append { $0.host = host }
        case "--port":
            let port = try reader.number(of: name, attached: attached, in: 0...65_535)
            overrides.append { $0.port = port }
        case "--public-url":
            let url = try reader.value(of: name, attached: attached)
            guard let publicURL = PublicURL(url) else {
                throw UsageError(description: "--public-url takes an http or https URL, not '\(url)'")
            }
            overrides.append { $0.publicURL = publicURL.text }
        case "--seed":
            let seed = try reader.number(of: name, attached: attached, in: 0...Int.max)
            overrides.append { $0.seed = UInt64(seed) }
        case "--strictness":
            let strictness = try reader.choice(of: name, attached: attached, as: VendorSettings.Strictness.self)
            overrides.append { $0.strictness = strictness }
        case "--config":
            configurationFile = try reader.value(of: name, attached: attached)
        case "--clock":
            let text = try reader.value(of: name, attached: attached)
            guard let mode = ClockMode(text: text) else {
                throw UsageError(description: "--clock takes \(ClockMode.forms), not '\(text)'")
            }
            overrides.append { $0.clock = mode }
        case "--scenario":
            let file = try reader.value(of: name, attached: attached)
            overrides.append { $0.scenarios.append(file) }
        case "--threads":
            let threads = try reader.number(of: name, attached: attached, in: 1...64)
            overrides.append { $0.threads = threads }
        case "--listen":
            let listener = try Self.listener(try reader.value(of: name, attached: attached))
            overrides.append { $0.listen.append(listener) }
        case "--ca":
            let directory = try reader.value(of: name, attached: attached)
            overrides.append { $0.ca = directory }
        case "--allow-host":
            let pattern = try reader.value(of: name, attached: attached)
            overrides.append { $0.egress.allow.append(pattern) }
        case "--allow-local":
            guard attached == nil else { throw UsageError(description: "--allow-local takes no value") }
            overrides.append { $0.egress.allowLocal = true }
        case "--control-token":
            let token = try reader.value(of: name, attached: attached)
            guard !token.isEmpty else { throw UsageError(description: "--control-token must not be empty") }
            overrides.append { $0.control.token = token }
        case "--log":
            let log = try reader.choice(of: name, attached: attached, as: EmulatorConfiguration.Log.self)
            overrides.append { $0.log = log }
        case "--quiet":
            guard attached == nil else { throw UsageError(description: "--quiet takes no value") }
            overrides.append { $0.log = .none }
        default:
            return false
        }
        return true
    }

    /// What the file and the flags come to.
    ///
    /// - Parameter change: What a command has differently, which the flags win over.
    /// - Returns: The configuration.
    /// - Throws: ``ConfigurationFileError``.
    func configuration(
        changedBy change: (inout EmulatorConfiguration) -> Void = { _ in }
    ) throws(ConfigurationFileError) -> EmulatorConfiguration {
        var configuration = EmulatorConfiguration()
        if let configurationFile { configuration = try EmulatorConfiguration(file: configurationFile) }
        change(&configuration)
        for override in overrides { override(&configuration) }
        return configuration
    }

    private static func listener(_ pair: String) throws(UsageError) -> (role: String, port: Int) {
        let parts = pair.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let port = Int(parts[1]), (0...65_535).contains(port) else {
            throw UsageError(description: "--listen takes ROLE=PORT, such as fal.run=8443, not '\(pair)'")
        }
        return (String(parts[0]), port)
    }

    /// The flags as a help page lists them, but for those whose defaults a command has otherwise.
    static let help: PrintableText = """
          --host ADDRESS           Address to listen on (default 127.0.0.1).
          --listen ROLE=PORT       Give one role a port of its own, such as fal.run=8443 (repeatable).
          --public-url URL         Begin the URLs in answers with this instead of the address the caller used.
          --seed N                 Seed of everything that looks random (default 0).
          --strictness documented|observed
                                   Enforce every rule a vendor's page states (default), or only what its server
                                   was seen to enforce.
          --config FILE            Read a configuration file; flags win over it.
          --scenario FILE          Disturb calls by the rules in this file, or in the preset of that name
                                   (repeatable; 'fauxto preset' lists the presets).
          --clock real|auto|frozen[@TIME]|scale=N
                                   How time passes for latency, queues, webhooks and dates: as on the machine
                                   (default), with leaps over every wait, not at all, or N times as fast.
          --threads N              Event loops (default: one per processor).
          --ca DIR                 Keep the certificate authority there ('fauxto trust --help' says what it is for).
          --allow-host PATTERN     Let clients that take this server for their proxy through to this host, or to all
                                   below a domain by *.domain (repeatable).
          --allow-local            Let them through to loopback and private addresses that they name.
          --control-token TOKEN    Ask for 'Authorization: Bearer TOKEN' on every page below /_fauxto but health.
        """
}
