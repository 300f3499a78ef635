import Glibc
import Printing

/// `fauxto check URL`: asks a running server whether it is healthy.
struct CheckCommand {
    private let url: CheckURL?

    init(_ words: some Sequence<String>) throws(UsageError) {
        var reader = ArgumentReader(words)
        var address: String?
        while let word = reader.next() {
            switch word {
            case .option("--help", _), .option("-h", _):
                url = nil
                return
            case .positional(let text) where address == nil: address = text
            default: throw UsageError(description: "check takes one URL and nothing else")
            }
        }
        guard let address else {
            throw UsageError(description: "check needs the URL of a server, such as http://127.0.0.1:8080")
        }
        guard let parsed = CheckURL(address) else {
            throw UsageError(description: "check takes an http URL such as http://127.0.0.1:8080, not '\(address)'")
        }
        url = parsed
    }

    /// Prints the verdict; 0 when the server says it is healthy.
    func run() -> Int32 {
        guard let url else {
            write(Self.help, to: STDOUT_FILENO)
            return 0
        }
        do throws(CheckError) {
            let answer = try exchange(with: url)
            guard answer.hasPrefix("HTTP/1.1 200 ") else {
                throw CheckError(description: "\(url.text) answered '\(answer.prefix { $0 != "\r\n" })'")
            }
            write("\(url.text) is healthy\n", to: STDOUT_FILENO)
            return 0
        } catch {
            write("fauxto: \(error)\n", to: STDERR_FILENO)
            return 1
        }
    }

    private static let help: PrintableText = """
        Usage: fauxto check URL

        Exits with 0 when the server at URL is healthy, with 1 otherwise.

        """

    /// Sends one request and returns all that came back.
    private func exchange(with url: CheckURL) throws(CheckError) -> String {
        let descriptor = try connect(to: url)
        defer { close(descriptor) }
        writeExactly(
            "GET \(url.path)/_fauxto/health HTTP/1.1\r\nHost: \(url.authority)\r\nConnection: close\r\n\r\n",
            to: descriptor
        )
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while bytes.count < 65_536 {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 {
                throw CheckError(description: "\(url.text) did not answer: \(String(cString: strerror(errno)))")
            }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Opens a connection whose reads and writes give up after five seconds.
    private func connect(to url: CheckURL) throws(CheckError) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(url.host, String(url.port), &hints, &list)
        guard status == 0, let list else {
            throw CheckError(description: "cannot find host '\(url.host)': \(String(cString: gai_strerror(status)))")
        }
        defer { freeaddrinfo(list) }
        var reason: Int32 = 0
        var next: UnsafeMutablePointer<addrinfo>? = list
        while let address = next?.pointee {
            next = address.ai_next
            let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
            guard descriptor >= 0 else {
                reason = errno
                continue
            }
            var patience = timeval(tv_sec: 5, tv_usec: 0)
            let size = socklen_t(MemoryLayout<timeval>.size)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
            setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
            if Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return descriptor }
            reason = errno
            close(descriptor)
        }
        throw CheckError(description: "cannot connect to \(url.text): \(String(cString: strerror(reason)))")
    }
}

/// Why a server is not known to be healthy.
struct CheckError: Error, CustomStringConvertible {
    let description: String
}
