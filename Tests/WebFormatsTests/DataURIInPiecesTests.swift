import Testing
import WebFormats

@Suite struct `A data URI of a file in pieces` {
    @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 100, 1_000])
    func `is that of the whole file, wherever it is cut`(count: Int) {
        let file = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
        let whole = DataURI(mediaType: "image/png", bytes: file).text
        for size in [1, 2, 3, 4, 5, 7, 999, 2_000] {
            let pieces = stride(from: 0, to: count, by: size).map { Array(file[$0..<min($0 + size, count)]) }
            #expect(DataURI.text(mediaType: "image/png", pieces: pieces) == whole)
            #expect(DataURI.text(mediaType: "image/png", pieces: [[]] + pieces + [[]]) == whole)
        }
        #expect(DataURI(whole)?.bytes == file)
    }
}
