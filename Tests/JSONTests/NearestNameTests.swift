import JSON
import Testing

@Suite struct `The nearest name` {
    private let names = ["port", "seed", "num_images", "fixedDelayMilliseconds", "listen", "tls"]

    @Test(arguments: [
        ("prot", "port"), ("potr", "port"), ("sed", "seed"), ("numImages", "num_images"), ("NUM-IMAGES", "num_images"),
        ("num_image", "num_images"), ("fixedDelayMiliseconds", "fixedDelayMilliseconds"),
        ("fixedDelayMs", nil), ("tsl", "tls"), ("listener", "listen"), ("colour", nil), ("", nil),
    ])
    func `is found if few letters differ`(written: String, meant: String?) {
        #expect(nearestName(to: written, in: names) == meant)
    }

    @Test func `is the first of equally near ones`() {
        #expect(nearestName(to: "cat", in: ["car", "cap"]) == "car")
        #expect(nearestName(to: "cap", in: ["car", "cap"]) == "cap")
    }
}
