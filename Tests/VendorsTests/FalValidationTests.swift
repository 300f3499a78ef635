import HTTP
import ImageGeneration
import JSON
import TestSupport
import Testing

@testable import Vendors

/// Every recorded body gets what fal's own framework gives: the same bytes, or the same values for the model.
@Suite struct `fal validates as its own framework does` {
    @Test func `there are 138 recorded cases`() {
        #expect(FalCase.all.count == 138)
    }

    @Test(arguments: FalCase.all.filter { $0.status != 200 })
    func `an invalid body is refused byte for byte`(_ recorded: FalCase) throws {
        let (answer, _) = try answered(Fal(settings: VendorSettings()).receive(recorded.call()))
        #expect(answer.status.code == recorded.status)
        #expect(String(decoding: answer.body, as: UTF8.self) == recorded.answer)
        #expect(answer.fields["content-type"] == "application/json")
        #expect(answer.fields["x-fal-billable-units"] == (recorded.status == 422 ? "0" : nil))
    }

    @Test(arguments: FalCase.all.filter { $0.status == 200 })
    func `a valid body reaches the model with the values recorded`(_ recorded: FalCase) throws {
        let reception = Fal(settings: VendorSettings()).receive(recorded.call())
        let generation = try accepted(reception)
        let values = try #require(recorded.accepted)
        #expect(generation.prompt == values.value("prompt").text)
        #expect(generation.seed?.digits == values["seed"].flatMap(digits))
        #expect(generation.count == values.value("num_images").number)
        #expect(generation.inferenceSteps == values.value("num_inference_steps").number)
        #expect(.double(generation.guidanceScale) == values["guidance_scale"])
        #expect(generation.acceleration.rawValue == values.value("acceleration").text)
        #expect(generation.format.rawValue == values.value("output_format").text)
        #expect(.bool(generation.safetyChecker) == values["enable_safety_checker"])
        #expect(.bool(generation.delivery == .dataURI) == values["sync_mode"])
        #expect(generation.size.map { [$0.width, $0.height] } == recorded.size)
        #expect(generation.reference?.url == values["image_url"]?.text)
        #expect(generation.reference.map { .double($0.strength) } == values["strength"])
    }

    @Test(arguments: FalCase.all.filter { $0.in2025 != nil })
    func `the profile of 2025 answers as the framework of 2025`(_ recorded: FalCase) throws {
        let fal = Fal(settings: VendorSettings(profile: "2025"))
        let (answer, _) = try answered(fal.receive(recorded.call()))
        let expected = try #require(recorded.in2025)
        #expect(answer.status.code == expected.status)
        #expect(String(decoding: answer.body, as: UTF8.self) == expected.answer)
    }
}

private func digits(_ value: JSONValue) -> String? {
    switch value {
    case .integer(let number): String(number)
    case .bigInteger(let digits): digits
    default: nil
    }
}
