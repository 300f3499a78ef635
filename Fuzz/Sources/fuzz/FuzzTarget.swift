/// Something that is given arbitrary bytes, and has to bear them.
struct FuzzTarget: Sendable {
    /// What it is called on the command line, and its folder below `corpus/`.
    let name: String
    /// Gives it some bytes; ends the program where what comes of them is wrong.
    let run: @Sendable ([UInt8]) -> Void

    static let all = [
        FuzzTarget(name: "requests", run: fuzzRequests),
        FuzzTarget(name: "chunks", run: fuzzChunks),
        FuzzTarget(name: "json", run: fuzzJSON),
        FuzzTarget(name: "json5", run: fuzzJSON5),
        FuzzTarget(name: "scenarios", run: fuzzScenario),
        FuzzTarget(name: "contracts", run: fuzzContract),
        FuzzTarget(name: "forms", run: fuzzForms),
        FuzzTarget(name: "data-uris", run: fuzzDataURI),
        FuzzTarget(name: "pictures", run: fuzzPicture),
        FuzzTarget(name: "receipts", run: fuzzReceipt),
        FuzzTarget(name: "hellos", run: fuzzHello),
    ]
}

/// Ends the program, so that libFuzzer keeps the bytes, unless a condition holds.
func demand(_ condition: Bool, _ what: @autoclosure () -> String) {
    if !condition { fatalError(what()) }
}
