import Foundation

@testable import Imaging

/// The filters by which programs scale pictures, as Pillow defines them.
enum ScalingFilter: CaseIterable {
    case nearest, box, bilinear, bicubic, lanczos

    /// How far the filter reaches to either side, in pixels of the smaller picture.
    private var reach: Double {
        switch self {
        case .nearest: 0
        case .box: 0.5
        case .bilinear: 1
        case .bicubic: 2
        case .lanczos: 3
        }
    }

    private func weight(_ distance: Double) -> Double {
        let x = abs(distance)
        func sinc(_ x: Double) -> Double { x == 0 ? 1 : sin(.pi * x) / (.pi * x) }
        switch self {
        case .nearest: return 1
        case .box: return x <= 0.5 ? 1 : 0
        case .bilinear: return max(1 - x, 0)
        case .bicubic:
            if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
            return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
        case .lanczos: return x < 3 ? sinc(x) * sinc(x / 3) : 0
        }
    }

    /// Which samples of one side make up each of the other, and by what weights.
    private struct Taps {
        var starts: [Int] = []
        var weights: [[Double]] = []
    }

    private func taps(source: Int, target: Int) -> Taps {
        let scale = Double(source) / Double(target)
        let width = max(scale, 1)
        var taps = Taps()
        for index in 0..<target {
            let middle = (Double(index) + 0.5) * scale
            let start = max(Int((middle - reach * width + 0.5).rounded(.down)), 0)
            let end = min(Int((middle + reach * width + 0.5).rounded(.down)), source)
            let weights = (start..<end).map { weight((Double($0) + 0.5 - middle) / width) }
            let sum = weights.reduce(0, +)
            taps.starts.append(self == .nearest ? min(Int(middle), source - 1) : start)
            taps.weights.append(self == .nearest ? [1] : weights.map { $0 / sum })
        }
        return taps
    }

    /// A picture at another size.
    func scaled(_ image: ReferenceImage, by factor: Double) -> ReferenceImage {
        let width = Int((Double(image.width) * factor).rounded())
        let height = Int((Double(image.height) * factor).rounded())
        let narrow = scaledAlongRows(image.pixels.map(Double.init), width: image.width, to: width)
        // Rows become columns and back, a sample of three channels at a time.
        let turned = Self.turned(narrow, width: width, height: image.height)
        let small = Self.turned(scaledAlongRows(turned, width: image.height, to: height), width: height, height: width)
        return ReferenceImage(
            width: width,
            height: height,
            pixels: small.map { UInt8(min(max($0.rounded(), 0), 255)) }
        )
    }

    private func scaledAlongRows(_ samples: [Double], width: Int, to target: Int) -> [Double] {
        let taps = taps(source: width, target: target)
        var scaled: [Double] = []
        samples.withUnsafeBufferPointer { samples in
            for row in stride(from: 0, to: samples.count, by: width * 3) {
                for (start, weights) in zip(taps.starts, taps.weights) {
                    for channel in 0..<3 {
                        var sum = 0.0
                        var sample = row + start * 3 + channel
                        for weight in weights {
                            sum += samples[sample] * weight
                            sample += 3
                        }
                        scaled.append(sum)
                    }
                }
            }
        }
        return scaled
    }

    private static func turned(_ samples: [Double], width: Int, height: Int) -> [Double] {
        var turned: [Double] = []
        for x in 0..<width {
            for y in 0..<height { turned += samples[(y * width + x) * 3..<(y * width + x) * 3 + 3] }
        }
        return turned
    }
}
