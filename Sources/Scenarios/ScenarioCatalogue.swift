/// The names that a scenario may use of what is served, so that a rule about nothing there is can be told.
public struct ScenarioCatalogue: Sendable {
    /// What there is of one vendor.
    public struct Vendor: Sendable {
        /// The short name.
        public let name: String
        /// Of each host: its host names, its short prefix, and what it is for.
        public let roles: [[String]]
        /// The models' names.
        public let models: [String]

        /// Makes a vendor's names.
        public init(name: String, roles: [[String]], models: [String]) {
            self.name = name
            self.roles = roles
            self.models = models
        }
    }

    /// All vendors.
    public let vendors: [Vendor]

    /// Makes a catalogue.
    public init(vendors: [Vendor]) {
        self.vendors = vendors
    }
}
