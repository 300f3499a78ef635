import WebFormats

extension Call {
    /// The first value of a query parameter, decoded as forms are; nil when there is none of that name.
    package func parameter(_ name: String) -> String? {
        FormParameters.parse(query).first { $0.name == name }?.value
    }
}
