import Imaging

/// Decodes bytes as a picture of any kind; a PNG also with its checksums set right, which no mutation gets past.
func fuzzPicture(_ bytes: [UInt8]) {
    decode(bytes)
    if let repaired = pngWithRightChecksums(bytes) { decode(repaired) }
}

private let limits = ReferenceImage.Limits(bytes: 64 << 10, pixels: 10_000)

private func decode(_ bytes: [UInt8]) {
    guard let image = try? ReferenceImage.decode(bytes, limits: limits) else { return }
    demand(image.width > 0 && image.height > 0, "a picture without pixels")
    demand(image.width * image.height <= limits.pixels, "more pixels than are allowed")
    demand(image.pixels.count == image.width * image.height * 3, "a picture that is not whole")
}
