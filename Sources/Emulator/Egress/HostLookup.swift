import Glibc

/// The addresses of a host as texts, each once; none where it cannot be found.
///
/// It is looked up on a thread of its own.
func addresses(of host: String) async -> [String] {
    await onOwnThread("fauxto-resolve") { resolve(host) } ?? []
}

private func resolve(_ host: String) -> [String] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var first: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
    defer { freeaddrinfo(first) }
    var addresses: [String] = []
    var next = first
    while let entry = next?.pointee {
        if let text = numericText(of: entry.ai_addr), !addresses.contains(text) { addresses.append(text) }
        next = entry.ai_next
    }
    return addresses
}

/// The addresses of this machine's network interfaces.
func interfaceAddresses() -> Set<IPAddress> {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&first) == 0 else { return [] }
    defer { freeifaddrs(first) }
    var addresses: Set<IPAddress> = []
    var next = first
    while let entry = next?.pointee {
        if let text = numericText(of: entry.ifa_addr), let address = IPAddress(text) { addresses.insert(address) }
        next = entry.ifa_next
    }
    return addresses
}

private func numericText(of address: UnsafeMutablePointer<sockaddr>?) -> String? {
    guard let address else { return nil }
    let length: Int
    switch Int32(address.pointee.sa_family) {
    case AF_INET: length = MemoryLayout<sockaddr_in>.size
    case AF_INET6: length = MemoryLayout<sockaddr_in6>.size
    default: return nil
    }
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    guard getnameinfo(address, socklen_t(length), &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else {
        return nil
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
