/// A reference image scaled to a picture's size, computed row by row.
///
/// It is scaled until it covers the picture and cropped to its middle, so that nothing is distorted. The filter is a
/// triangle as wide as a source or a target pixel, whichever is larger: bilinear where the image grows, an average of
/// all it covers where it shrinks. At its own size the image comes out unchanged.
struct ResampledImage {
    private let image: ReferenceImage
    private let columns: ResamplingTaps
    private let rows: ResamplingTaps

    init(_ image: ReferenceImage, width: Int, height: Int) {
        self.image = image
        let isWider = image.width * height > image.height * width
        // How much of the image is shown, in 65,536ths of its pixels.
        let shownWidth = isWider ? (image.height << 16) * width / height : image.width << 16
        let shownHeight = isWider ? image.height << 16 : (image.width << 16) * height / width
        columns = ResamplingTaps(source: image.width, shown: shownWidth, target: width)
        rows = ResamplingTaps(source: image.height, shown: shownHeight, target: height)
    }

    /// Writes row `y` as 8-bit RGB.
    func copy(row y: Int, to target: UnsafeMutablePointer<UInt8>) {
        let stride = image.width * 3
        // Sums of 8-bit samples weighted by 65,536ths stay below 2²⁴.
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: stride) { sums in
            sums.initialize(repeating: 0)
            image.pixels.withUnsafeBufferPointer { pixels in
                rows.forEach(at: y) { row, weight in
                    let samples = UnsafeBufferPointer(rebasing: pixels[row * stride..<(row + 1) * stride])
                    for index in 0..<stride {
                        sums[index] &+= UInt32(samples[index]) &* UInt32(truncatingIfNeeded: weight)
                    }
                }
            }
            for x in 0..<columns.count {
                var red = 0
                var green = 0
                var blue = 0
                columns.forEach(at: x) { column, weight in
                    red += Int(sums[column * 3]) * weight
                    green += Int(sums[column * 3 + 1]) * weight
                    blue += Int(sums[column * 3 + 2]) * weight
                }
                target[x * 3] = UInt8(truncatingIfNeeded: (red + 1 << 31) >> 32)
                target[x * 3 + 1] = UInt8(truncatingIfNeeded: (green + 1 << 31) >> 32)
                target[x * 3 + 2] = UInt8(truncatingIfNeeded: (blue + 1 << 31) >> 32)
            }
        }
    }
}

/// Which source samples make up each target sample along one axis, and by what weight.
struct ResamplingTaps {
    /// How many target samples there are.
    let count: Int
    private var starts: [Int] = []
    private var offsets: [Int] = [0]
    private var weights: [Int] = []

    /// Lays `target` samples over the middle `shown` 65,536ths of `source` samples.
    init(source: Int, shown: Int, target: Int) {
        count = target
        let scale = max(shown / target, 1)
        let reach = max(scale, FixedPoint.one)
        let first = (source << 16 - shown) / 2
        for index in 0..<target {
            // The middle of sample n lies at n + ½.
            let middle = first + (2 * index + 1) * shown / (2 * target)
            let start = max((middle - reach) >> 16, 0)
            let end = min((middle + reach) >> 16 + 1, source)
            var shares = (start..<end).map { max(reach - abs($0 << 16 + 32_768 - middle), 0) }
            let total = shares.reduce(0, +)
            shares = shares.map { $0 << 16 / total }
            // What rounding lost goes to the largest share, so that the weights add up to one.
            let largest = shares.indices.max { shares[$0] < shares[$1] } ?? 0
            shares[largest] += FixedPoint.one - shares.reduce(0, +)
            starts.append(start)
            weights += shares
            offsets.append(weights.count)
        }
    }

    /// Hands over the source samples of one target sample and their weights, which add up to 65,536.
    func forEach(at index: Int, _ body: (_ source: Int, _ weight: Int) -> Void) {
        let start = starts[index]
        let offset = offsets[index]
        for tap in 0..<offsets[index + 1] - offset where weights[offset + tap] != 0 {
            body(start + tap, weights[offset + tap])
        }
    }
}
