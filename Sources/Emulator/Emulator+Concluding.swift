import HTTP
import HTTPServer
import ImageGeneration
import Simulation
import Vendors

/// The end of a request's way through the emulator: its answer, and the record of it.
extension Emulator {
    /// The answer to a call for an image: the one that is promised there, or else a file that was uploaded, or the vendor's
    /// word on one that there is not.
    func deliver(_ promise: PromisedImage?, to arrival: Arrival) async -> HTTPResponse {
        let response = await image(promise, for: arrival)
        return latency?.paced(response, to: arrival) ?? response
    }

    private func image(_ promise: PromisedImage?, for arrival: Arrival) async -> HTTPResponse {
        if arrival.disturbance?.expiresLink == true { return missingImage(for: arrival) }
        let location = arrival.imageLocation
        if let promise {
            let fields = arrival.vendor.imageFields(for: arrival.call, expiry: nil)
            do {
                let response = try await delivery.answer(with: promise, at: location, to: arrival.call, with: fields)
                return conclude(arrival, with: response, remarks: Remarks())
            } catch {
                let remarks = Remarks(notes: ["the image was not drawn: \(error)"])
                return conclude(arrival, with: HTTPResponse(status: 500), remarks: remarks)
            }
        }
        if let file = uploads.file(at: location) {
            let fields = arrival.vendor.imageFields(for: arrival.call, expiry: file.expiry)
            return conclude(arrival, with: delivery.answer(with: file, to: arrival.call, fields), remarks: Remarks())
        }
        return missingImage(for: arrival)
    }

    /// The vendor's word on an image that there is not.
    private func missingImage(for arrival: Arrival) -> HTTPResponse {
        guard case .answered(let answer, let failure, _) = arrival.vendor.receive(arrival.call) else {
            return HTTPResponse(status: 500)
        }
        return conclude(arrival, with: HTTPResponse(answer), remarks: Remarks(outcome: failure?.name))
    }

    /// Words what became of an order.
    ///
    /// Not inlined, or every order that waits for its time would hold room for its answer twice.
    @inline(never)
    func finish(_ order: Order) -> HTTPResponse {
        let arrival = order.arrival
        let production = order.production ?? Production(outcome: .failure(.internalError))
        let answer = arrival.vendor.answer(production.outcome, to: order.generation, for: arrival.call)
        gate.quotas?.end(order)
        books.enter(production.outcome, of: order.generation, for: arrival)
        var remarks = Remarks(outcome: production.outcome.name, notes: production.notes)
        remarks.nearestMiss = order.nearestMiss
        remarks.generation = order.generation
        remarks.cause = production.cause
        var response = conclude(arrival, with: HTTPResponse(answer), remarks: remarks)
        if let reservation = order.inlineReservation {
            // Of the images nothing is left but this.
            reservation.shrink(to: answer.body.count)
            response.holding = reservation
        }
        return response
    }

    /// Records the answer to a call, and returns it.
    func conclude(_ arrival: Arrival, with response: HTTPResponse, remarks: Remarks) -> HTTPResponse {
        // Whoever only looks, as often as it likes, does not hold up time.
        if clock.leaps, arrival.call.method != .get, arrival.call.method != .head { clock.noteContact() }
        let exchange = Exchange(arrival, answeredWith: response, at: .now, remarks: remarks)
        log.write(exchange)
        tally.count(exchange)
        journal.record(.exchange(exchange))
        return arrival.disturbance?.disturb(response, at: clock.now) ?? response
    }
}
