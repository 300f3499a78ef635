import WebFormats

/// Whether a text is an absolute URL to JavaScript's `new URL(url)` (WHATWG URL Standard, §4.4 basic URL parser).
///
/// Of the standard's host parser, the mapping of international domain names is not checked: a name outside ASCII
/// passes.
func isAbsoluteURL(_ url: String) -> Bool {
    let trimmed = url.unicodeScalars.drop(while: isControlOrSpace)
    let end = trimmed.lastIndex { !isControlOrSpace($0) }.map(trimmed.index(after:)) ?? trimmed.startIndex
    let scalars = Array(trimmed[..<end].filter { ![0x09, 0x0A, 0x0D].contains($0.value) })
    guard let colon = scalars.firstIndex(of: ":") else { return false }
    let scheme = text(scalars[..<colon]).lowercased()
    guard isScheme(scheme) else { return false }
    let rest = scalars[(colon + 1)...]
    switch scheme {
    case "http", "https", "ws", "wss", "ftp":
        // Any number of slashes of either kind, none included, leads to the authority.
        return isAuthority(rest.drop { $0 == "/" || $0 == "\\" }, isSpecial: true)
    case "file":
        return isFileHost(rest)
    default:
        guard rest.prefix(2).elementsEqual(["/", "/"]) else { return true }
        return isAuthority(rest.dropFirst(2), isSpecial: false)
    }
}

private func isControlOrSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.value <= 0x20 }

private func isScheme(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
    return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || isDigit($0) || "+-.".utf8.contains($0) }
}

/// Whether what stands between the slashes is a host with perhaps a user before and a port behind it.
private func isAuthority(_ text: ArraySlice<Unicode.Scalar>, isSpecial: Bool) -> Bool {
    let authority = text.prefix { !endsAuthority($0, isSpecial: isSpecial) }
    let hostAndPort = authority.lastIndex(of: "@").map { authority[($0 + 1)...] } ?? authority
    let afterBracket = hostAndPort.lastIndex(of: "]") ?? hostAndPort.startIndex
    let colon = hostAndPort[afterBracket...].firstIndex(of: ":")
    let host = hostAndPort[..<(colon ?? hostAndPort.endIndex)]
    if host.isEmpty { return !isSpecial && authority.isEmpty }
    if let colon, !isPort(hostAndPort[(colon + 1)...]) { return false }
    return isHost(host, isSpecial: isSpecial)
}

private func endsAuthority(_ scalar: Unicode.Scalar, isSpecial: Bool) -> Bool {
    scalar == "/" || scalar == "?" || scalar == "#" || (isSpecial && scalar == "\\")
}

/// An empty port stands for the scheme's own.
private func isPort(_ digits: ArraySlice<Unicode.Scalar>) -> Bool {
    guard digits.allSatisfy({ ("0"..."9").contains($0) }) else { return false }
    return digits.isEmpty || (Int(text(digits)).map { $0 <= 65_535 } ?? false)
}

private func isFileHost(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    guard rest.prefix(2).allSatisfy({ $0 == "/" || $0 == "\\" }), rest.count >= 2 else { return true }
    let host = rest.dropFirst(2).prefix { !endsAuthority($0, isSpecial: true) }
    let isDriveLetter = host.count == 2 && host.first.map(isLetter) == true && (host.last == ":" || host.last == "|")
    return host.isEmpty || isDriveLetter || isHost(host, isSpecial: true)
}

private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
}

/// The host parser (WHATWG URL Standard, §3.5).
private func isHost(_ host: ArraySlice<Unicode.Scalar>, isSpecial: Bool) -> Bool {
    if host.first == "[" { return host.last == "]" && isIPv6(text(host.dropFirst().dropLast())) }
    guard isSpecial else { return !host.contains { forbiddenInHost.contains($0) } }
    let domain = PercentEncoding.decode(Substring(text(host)))
    guard !domain.isEmpty else { return false }
    guard !domain.unicodeScalars.contains(where: isForbiddenInDomain) else { return false }
    return isDomainOrIPv4(domain)
}

private let forbiddenInHost = Set("\0\t\n\r #/:<>?@[\\]^|".unicodeScalars)

private func isForbiddenInDomain(_ scalar: Unicode.Scalar) -> Bool {
    // U+FFFD stands for bytes that were no UTF-8, and is in no domain name.
    scalar.value <= 0x1F || scalar.value == 0x7F || scalar == "%" || scalar == "\u{FFFD}"
        || forbiddenInHost.contains(scalar)
}

/// A name whose last part is a number must be an IPv4 address (§3.5, "ends in a number" and the IPv4 parser).
private func isDomainOrIPv4(_ domain: String) -> Bool {
    var parts = domain.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
    guard let last = parts.last, isNumeric(last) else { return true }
    let numbers = parts.map(ipv4Number)
    guard parts.count <= 4, let final = numbers.last ?? nil else { return false }
    guard numbers.dropLast().allSatisfy({ ($0 ?? 256) < 256 }) else { return false }
    return final < 1 << (8 * (5 - UInt64(parts.count)))
}

private func isNumeric(_ part: Substring) -> Bool {
    (!part.isEmpty && part.utf8.allSatisfy(isDigit)) || (part.lowercased().hasPrefix("0x") && ipv4Number(part) != nil)
}

/// A number in base 16 (after `0x`), 8 (after `0`) or 10; beyond 64 bits it is as good as any that is too large.
private func ipv4Number(_ part: Substring) -> UInt64? {
    let lower = part.lowercased()
    let (digits, radix) =
        lower.hasPrefix("0x")
        ? (lower.dropFirst(2), 16) : lower.count > 1 && lower.hasPrefix("0") ? (lower.dropFirst(), 8) : (lower[...], 10)
    guard !lower.isEmpty else { return nil }
    guard !digits.isEmpty else { return 0 }
    guard digits.allSatisfy({ $0.isASCII && ($0.hexDigitValue ?? 16) < radix }) else { return nil }
    return UInt64(digits, radix: radix) ?? .max
}

/// Eight groups of up to four hexadecimal digits, with one `::` for zeros and an IPv4 address for the last two.
private func isIPv6(_ text: String) -> Bool {
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard halves.count <= 2 else { return false }
    var groups = 0
    for (half, text) in halves.enumerated() where !text.isEmpty {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if half == halves.count - 1, index == parts.count - 1, part.contains(".") {
                guard isDottedIPv4(part) else { return false }
                groups += 2
            } else {
                guard (1...4).contains(part.count), part.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
                    return false
                }
                groups += 1
            }
        }
    }
    return halves.count == 2 ? groups < 8 : groups == 8
}

private func isDottedIPv4(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
        && parts.allSatisfy { part in
            (1...3).contains(part.count) && part.utf8.allSatisfy(isDigit) && (part == "0" || part.first != "0")
                && (Int(part) ?? 256) < 256
        }
}

private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
}
