import Imaging

/// Looks for a receipt in the metadata and the pixels of bytes; a PNG also with its checksums set right.
func fuzzReceipt(_ bytes: [UInt8]) {
    find(in: bytes)
    if let repaired = pngWithRightChecksums(bytes) { find(in: repaired) }
}

private func find(in bytes: [UInt8]) {
    let limits = ReferenceImage.Limits(bytes: 64 << 10, pixels: 80_000)
    guard let found = try? FoundReceipt.find(in: bytes, limits: limits) else { return }
    // It reaches a terminal.
    for byte in found.json.utf8 { demand((0x20..<0x7F).contains(byte), "unprintable: \(found.json.debugDescription)") }
    for member in found.members {
        demand(member.value.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "unprintable: \(member.name)")
    }
}
