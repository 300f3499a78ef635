import ImageGeneration
import JSON
import Simulation

extension Fal {
    /// What a runner has printed for a job: the progress bar of a diffusion pipeline, at each quarter of the steps.
    ///
    /// An entry has what the clients and the documentation between them expect of one; none was ever recorded.
    func logs(of job: QueuedJob) -> JSONValue {
        let run: JobRun? =
            switch job.state {
            case .waiting: nil
            case .running(let run): run
            case .finished(_, let run, _): run
            }
        // Nothing is printed any more once the job is over, and a refused one prints nothing.
        let now = if case .finished(_, _, let end) = job.state { end } else { job.time }
        guard let run, let steps = job.generation?.inferenceSteps else { return .array([]) }
        let lines = Set((0...4).map { steps * $0 / 4 }).sorted()
        let entries = lines.compactMap { step -> JSONValue? in
            let moment = run.start + (run.end - run.start) * step / max(steps, 1)
            return moment <= now ? entry(step: step, of: steps, at: moment) : nil
        }
        return .array(entries)
    }

    private func entry(step: Int, of steps: Int, at time: Timestamp) -> JSONValue {
        let tenths = step * 10 / max(steps, 1)
        let bar = String(repeating: "█", count: tenths) + String(repeating: " ", count: 10 - tenths)
        let labels: JSONObject = ["level": .string("INFO"), "source": .string("USER")]
        return .object([
            "timestamp": .string(time.internetText),
            "level": .string("INFO"),
            "source": .string("USER"),
            "message": .string("\(step * 100 / max(steps, 1))%|\(bar)| \(step)/\(steps)"),
            "labels": .object(labels),
        ])
    }
}
