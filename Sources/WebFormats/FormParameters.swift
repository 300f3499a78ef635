/// The parameters of a query, as forms write them (WHATWG URL Standard §5.1).
public enum FormParameters {
    /// Every name with its value, decoded, in order; the value is empty where there is no equals sign.
    public static func parse(_ query: String?) -> [(name: String, value: String)] {
        (query ?? "").split(separator: "&").map { parameter in
            let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decode(parts[0]), parts.count > 1 ? decode(parts[1]) : "")
        }
    }

    private static func decode(_ text: Substring) -> String {
        PercentEncoding.decode(Substring(text.map { $0 == "+" ? " " : $0 }))
    }
}
