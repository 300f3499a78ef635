import HTTP
import ImageGeneration
import Simulation
import Vendors

@testable import Emulator

extension Order {
    /// An order without a server.
    static func fixture(
        vendor: String = "fal",
        account: String? = nil,
        draw: Draw = Draw(serverSeed: 0),
        _ generation: Generation = Generation(model: "fal-ai/flux/srpo", prompt: "")
    ) -> Order {
        let type = vendorTable.first { $0.name == vendor } ?? vendorTable[0]
        let call = Call(
            role: type.roles[0],
            method: .post,
            path: "/",
            query: nil,
            fields: [:],
            body: .bytes([]),
            time: ServerFixture.noon,
            draw: draw,
            links: Links(origin: "http://localhost", usesShortPrefixes: true)
        )
        let arrival = Arrival(
            call: call,
            vendor: type.init(settings: VendorSettings()),
            account: account,
            moment: .now,
            attempt: 1
        )
        return Order(arrival: arrival, generation: generation)
    }
}
