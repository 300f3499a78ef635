import CContracts
import JSON

/// What a vendor asks for a model's images, as its pages list it.
public struct ListPrice: Sendable, Hashable {
    /// What is paid for.
    public enum Unit: Sendable, Hashable {
        /// An image of any size.
        case image
        /// Each begun megapixel of each image; vendors differ in how many pixels they call a megapixel.
        case megapixel(pixels: Int)

        /// The word for it.
        public var name: String {
            switch self {
            case .image: "image"
            case .megapixel: "megapixel"
            }
        }
    }

    /// The vendor's short name.
    public let vendor: String
    /// The vendor's own name of the model.
    public let model: String
    /// The vendor's profile that the price belongs to; nil for all of them.
    public let profile: String?
    /// What is paid for.
    public let unit: Unit
    /// The price of a unit in billionths of a dollar.
    public let nanodollars: Int
    /// When it was read, as `YYYY-MM`.
    public let date: String
    /// Where it was read.
    public let source: String
    /// Whether it was read or is inferred: `documented` or `inferred`.
    public let basis: String

    /// How many units an image is.
    ///
    /// - Parameter pixels: Its width times its height.
    /// - Returns: At least one.
    public func units(pixels: Int) -> Int {
        switch unit {
        case .image: 1
        case .megapixel(let size): max(1, (pixels + size - 1) / size)
        }
    }

    /// Every price that is built into the program.
    public static let all: [ListPrice] = {
        do {
            return try read(file)
        } catch {
            preconditionFailure("list prices: \(error)")
        }
    }()

    /// The price of a model in one of its vendor's profiles.
    ///
    /// Traps when there is none: the file is part of the program, and its tests look for every model.
    public static func embedded(of model: String, at vendor: String, profile: String? = nil) -> ListPrice {
        let price = all.first {
            $0.vendor == vendor && $0.model == model && ($0.profile == nil || $0.profile == profile)
        }
        guard let price else { preconditionFailure("there is no list price of \(model) at \(vendor)") }
        return price
    }

    private static var file: [UInt8] {
        var length = 0
        let first = price_file(&length)
        return [UInt8](UnsafeBufferPointer(start: first, count: length))
    }

    private static func read(_ file: [UInt8]) throws -> [ListPrice] {
        guard case .array(let entries) = try JSONParser.parse(file).member("prices") else {
            throw ContractError(place: "prices", problem: "must be an array")
        }
        return try entries.enumerated().map { try ListPrice($1, at: "prices[\($0)]") }
    }

    private init(_ json: JSONValue, at place: String) throws(ContractError) {
        let compiler = SchemaCompiler(rules: .documented)
        let keys = ["vendor", "model", "profile", "unit", "pixels", "nanodollars", "date", "source", "basis"]
        let entry = try compiler.members(of: json, at: place, allowed: keys)
        vendor = try compiler.text("vendor", in: entry, at: place)
        model = try compiler.text("model", in: entry, at: place)
        profile = entry["profile"] == nil ? nil : try compiler.text("profile", in: entry, at: place)
        date = try compiler.text("date", in: entry, at: place)
        source = try compiler.text("source", in: entry, at: place)
        basis = try compiler.text("basis", in: entry, at: place)
        guard case .integer(let nanodollars) = entry["nanodollars"], nanodollars >= 0 else {
            throw ContractError(place: place, problem: "needs nanodollars, a whole number")
        }
        self.nanodollars = nanodollars
        switch (try compiler.text("unit", in: entry, at: place), entry["pixels"]) {
        case ("image", nil): unit = .image
        case ("megapixel", .integer(let pixels)) where pixels > 0: unit = .megapixel(pixels: pixels)
        default: throw ContractError(place: place, problem: "needs unit image, or megapixel with its pixels")
        }
    }
}

extension JSONValue {
    fileprivate func member(_ key: String) -> JSONValue? {
        if case .object(let object) = self { object[key] } else { nil }
    }
}
