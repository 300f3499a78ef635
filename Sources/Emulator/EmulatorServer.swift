public import Certificates
public import HTTPServer
import Printing
public import Scenarios
import Simulation
import Vendors

/// The emulator on its sockets: what `fauxto serve` runs, and what a test starts on port 0.
public final class EmulatorServer: Sendable {
    private let server: HTTPServer
    let emulator: Emulator
    private let configuration: EmulatorConfiguration

    /// Binds every address of the configuration; connections are accepted once ``start()`` is called.
    ///
    /// - Parameters:
    ///   - configuration: An operator's choices.
    ///   - clock: What answers are dated by and wait for; nil for one as the configuration has it.
    /// - Throws: ``EmulatorError`` when a port cannot be had or the configuration names something unknown.
    public init(configuration: EmulatorConfiguration, clock: Clock? = nil) throws(EmulatorError) {
        try configuration.check()
        let clock = clock ?? Clock(configuration.clock)
        let emulator = try Emulator(configuration: configuration, clock: clock)
        self.emulator = emulator
        var listeners = [HTTPServer.Configuration.Listener(host: configuration.host, port: configuration.port)]
        for (role, port) in configuration.listen {
            guard let entry = emulator.router.entry(named: role) else {
                throw .unknownRole(role, known: emulator.router.roleNames)
            }
            listeners.append(.init(host: configuration.host, port: port, label: entry.role.host))
        }
        var settings = HTTPServer.Configuration(
            listeners: listeners,
            limits: configuration.limits,
            date: { clock.now.seconds }
        )
        if let threads = configuration.threads { settings.threads = threads }
        settings.acceptingPaused = { error in
            LogWriter.standardError.write("fauxto: connections have to wait: \(error)\n")
        }
        settings.proxy = emulator.decide
        settings.budget = emulator.buffers
        settings.tls = try CertificateSource(directory: configuration.ca).tls
        settings.tls?.admits = emulator.admitsHandshake
        self.configuration = configuration
        do {
            server = try HTTPServer(configuration: settings, reply: emulator.reply)
        } catch {
            throw .cannotListen(error)
        }
        emulator.ownListeners.set(server.addresses.map { .init(host: $0.host, port: $0.port) })
    }

    /// Accepts connections from now on.
    public func start() throws(EmulatorError) {
        do {
            try server.start()
            emulator.start()
        } catch {
            throw .cannotListen(error)
        }
    }

    /// The port that every vendor is reached on.
    public var port: Int { server.addresses[0].port }

    /// The address that every vendor is reached on.
    public var url: String {
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        return "http://\(host):\(port)"
    }

    /// The address by which programs on this machine reach it.
    public var localURL: String { configuration.localURL(port: port) }

    /// The ports that single roles have of their own.
    public var rolePorts: [(role: String, port: Int)] {
        server.addresses.dropFirst().map { ($0.label ?? "", $0.port) }
    }

    /// What was asked so far, and what came of it.
    public var report: Report { emulator.reporter.report }

    /// Stops accepting, ends event streams, and lets requests that are being answered finish, for at most `timeout`, or as
    /// long as the configuration allows; webhooks not delivered by then never are.
    public func drain(timeout: Duration? = nil) async {
        emulator.streams.end()
        await server.drain(timeout: timeout)
        emulator.stop()
    }
}

/// Why the emulator could not be set up, in one line that says what to do.
public enum EmulatorError: Error, CustomStringConvertible {
    case cannotListen(HTTPServerError)
    case noCertificateAuthority(CertificateAuthorityError)
    case noScenario(ConfigurationFileError)
    case noSchedule(ScheduleError)
    case unknownRole(String, known: [String])
    case unknownVendor(String, member: String, known: [String])
    case unknownProfile(String, vendor: String, known: [String])

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .cannotListen(.addressInUse(let host, let port)):
            "port \(port) on \(host) is already in use; choose another with --port, or 0 for any free one"
        case .cannotListen(let error):
            "cannot listen: \(error)"
        case .noCertificateAuthority(let error):
            error.description
        case .noScenario(let error):
            error.description
        case .noSchedule(let error):
            error.description
        case .unknownRole(let role, let known):
            "there is no role '\(role)' to listen for; the roles are \(known.joined(separator: ", "))"
        case .unknownVendor(let vendor, let member, let known):
            "'\(member)' names no vendor '\(vendor)'; the vendors are \(known.joined(separator: ", "))"
        case .unknownProfile(let profile, let vendor, let known):
            "\(vendor) has no profile '\(profile)'; its profiles are \(known.joined(separator: ", "))"
        }
    }
}

extension EmulatorConfiguration {
    /// The address by which programs on this machine reach a server with this configuration.
    public func localURL(port: Int) -> String {
        let hosts = ["0.0.0.0": "127.0.0.1", "::": "[::1]"]
        return "http://\(hosts[host] ?? (host.contains(":") ? "[\(host)]" : host)):\(port)"
    }

    /// Throws when a member names a vendor or a profile that does not exist.
    fileprivate func check() throws(EmulatorError) {
        let names = vendorTable.map { $0.name }
        for vendor in keys.keys.sorted() where !names.contains(vendor) {
            throw .unknownVendor(vendor, member: "keys", known: names)
        }
        for (name, profile) in profiles.sorted(by: { $0.key < $1.key }) {
            guard let vendor = vendorTable.first(where: { $0.name == name }) else {
                throw .unknownVendor(name, member: "profiles", known: names)
            }
            guard vendor.profiles.contains(profile) else {
                throw .unknownProfile(profile, vendor: name, known: vendor.profiles)
            }
        }
    }
}
