/// How a stored picture must be turned to stand upright: the Exif tag 0x0112 (CIPA DC-008, 4.6.5, "Orientation").
enum ExifOrientation: Int {
    case upright = 1
    case mirrored, upsideDown, mirroredUpsideDown, mirroredAndTurnedLeft, turnedLeft, mirroredAndTurnedRight,
        turnedRight

    /// Finds the tag in Exif data: a TIFF header and its first directory, after "Exif" and two zero bytes where a
    /// writer took them over from JPEG into another format.
    ///
    /// Anything out of order counts as upright, as viewers treat it.
    init(exif: [UInt8]) {
        let marker = Array("Exif\0\0".utf8)
        let tiff = exif.starts(with: marker) ? Array(exif.dropFirst(marker.count)) : exif
        self = Self.tagValue(inTIFF: tiff).flatMap(Self.init(rawValue:)) ?? .upright
    }

    private static func tagValue(inTIFF tiff: [UInt8]) -> Int? {
        let isLittleEndian = tiff.starts(with: [0x49, 0x49, 0x2A, 0x00])
        guard isLittleEndian || tiff.starts(with: [0x4D, 0x4D, 0x00, 0x2A]) else { return nil }
        func number(at offset: Int, bytes count: Int) -> Int? {
            guard offset >= 0, offset + count <= tiff.count else { return nil }
            let field = tiff[offset..<offset + count]
            return (isLittleEndian ? Array(field.reversed()) : Array(field)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = number(at: 4, bytes: 4), let count = number(at: directory, bytes: 2) else { return nil }
        for entry in 0..<count {
            let offset = directory + 2 + entry * 12
            guard let tag = number(at: offset, bytes: 2) else { return nil }
            if tag == 0x0112 { return number(at: offset + 8, bytes: 2) }
        }
        return nil
    }

    /// Turns a stored picture upright.
    func applied(toPixels pixels: [UInt8], width: Int, height: Int) -> ReferenceImage {
        guard self != .upright else { return ReferenceImage(width: width, height: height, pixels: pixels) }
        let swapsSides = rawValue >= ExifOrientation.mirroredAndTurnedLeft.rawValue
        let newWidth = swapsSides ? height : width
        let newHeight = swapsSides ? width : height
        // The source pixel is an affine function of the target pixel: where it starts and what a step right or down
        // adds.
        let (last, lastRow) = (width - 1, (height - 1) * width)
        let (start, right, down) =
            switch self {
            case .upright: (0, 1, width)
            case .mirrored: (last, -1, width)
            case .upsideDown: (last + lastRow, -1, -width)
            case .mirroredUpsideDown: (lastRow, 1, -width)
            case .mirroredAndTurnedLeft: (0, width, 1)
            case .turnedLeft: (lastRow, -width, 1)
            case .mirroredAndTurnedRight: (last + lastRow, -width, -1)
            case .turnedRight: (last, width, -1)
            }
        let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { target, initialized in
            pixels.withUnsafeBufferPointer { source in
                var written = 0
                for y in 0..<newHeight {
                    var from = (start + y * down) * 3
                    for _ in 0..<newWidth {
                        target[written] = source[from]
                        target[written + 1] = source[from + 1]
                        target[written + 2] = source[from + 2]
                        written += 3
                        from += right * 3
                    }
                }
                initialized = written
            }
        }
        return ReferenceImage(width: newWidth, height: newHeight, pixels: turned)
    }
}
