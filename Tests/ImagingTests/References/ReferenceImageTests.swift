import Testing

@testable import Imaging

@Suite struct ReferenceImageTests {
    @Test func `the content hash depends on the pixels and on the size`() {
        let images = [
            ReferenceImage(width: 2, height: 1, pixels: [1, 2, 3, 4, 5, 6]),
            ReferenceImage(width: 1, height: 2, pixels: [1, 2, 3, 4, 5, 6]),
            ReferenceImage(width: 2, height: 1, pixels: [1, 2, 3, 4, 5, 7]),
        ]
        #expect(Set(images.map(\.contentHash)).count == 3)
    }
}
