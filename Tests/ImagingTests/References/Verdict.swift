@testable import Imaging

/// What became of a file, whatever words the decoder had for it.
enum Verdict: Hashable {
    case decoded, corrupt, unsupported, tooManyPixels, sideTooLong, tooManyBytes, notAnImage, notAdmitted

    init(_ file: [UInt8], limits: ReferenceImage.Limits = ReferenceImage.Limits()) {
        do throws(ReferenceImageError) {
            _ = try ReferenceImage.decode(file, limits: limits)
            self = .decoded
        } catch {
            self =
                switch error {
                case .corrupt: .corrupt
                case .unsupported: .unsupported
                case .tooManyPixels: .tooManyPixels
                case .sideTooLong: .sideTooLong
                case .tooManyBytes: .tooManyBytes
                case .notAnImage: .notAnImage
                case .notAdmitted: .notAdmitted
                }
        }
    }
}

/// A file out of the ordinary, and what is to become of it.
struct OddFile: CustomStringConvertible {
    let description: String
    let verdict: Verdict
    let bytes: [UInt8]

    init(_ description: String, _ verdict: Verdict, _ bytes: [UInt8]) {
        self.description = description
        self.verdict = verdict
        self.bytes = bytes
    }
}
