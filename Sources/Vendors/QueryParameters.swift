import WebFormats

extension Call {
    /// The first value of a query parameter, decoded as forms are; nil when there is none of that name.
    func parameter(_ name: String) -> String? {
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard decoded(parts[0]) == name else { continue }
            return parts.count > 1 ? decoded(parts[1]) : ""
        }
        return nil
    }

    private func decoded(_ text: Substring) -> String {
        PercentEncoding.decode(Substring(text.map { $0 == "+" ? " " : $0 }))
    }
}
