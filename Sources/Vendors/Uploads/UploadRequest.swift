/// What a call asks of the files that callers upload, in neutral terms.
public struct UploadRequest: Sendable {
    /// What is to be done.
    public var action: Action
    /// The grant by which the caller may; nil where the vendor has looked at the caller's key.
    public var grant: String?

    /// Makes a request.
    public init(_ action: Action, by grant: String? = nil) {
        self.action = action
        self.grant = grant
    }

    /// What is to be done.
    public enum Action: Sendable, Hashable {
        /// Hands a grant to the caller's account.
        case issue(UploadGrant)
        /// Keeps a place for a file that is to follow.
        case reserve(UploadReservation)
        /// Stores a file at a new place.
        case store([UInt8], UploadDescription, at: ImageLocation)
        /// Stores a file, sent in one piece, at a place that is reserved for it; a media type replaces the reserved one.
        case fill(ImageLocation, with: [UInt8], mediaType: String?)
        /// Stores one of the parts that a file is sent in; a part of the same number is replaced.
        case storePart([UInt8], number: Int, of: UploadInParts)
        /// Makes a file of the parts named, in the order of their numbers; parts that are not named are left out.
        case complete(UploadInParts, from: [UploadedPart])
    }
}

/// A text that entitles whoever shows it to upload for the account it was handed to.
public struct UploadGrant: Sendable, Hashable {
    /// The text.
    public var text: String
    /// For how many seconds it is good.
    public var seconds: Int
    /// The one place that it is good for; nil for new ones.
    public var location: ImageLocation?

    /// Makes a grant.
    public init(text: String, seconds: Int, location: ImageLocation? = nil) {
        self.text = text
        self.seconds = seconds
        self.location = location
    }
}

/// A place for a file that is to follow.
public struct UploadReservation: Sendable, Hashable {
    /// Where the file will be served.
    public var location: ImageLocation
    /// What is known of the file.
    public var description: UploadDescription
    /// The id under which parts of the file are sent; nil where it comes in one piece.
    public var partsID: String?
    /// What is handed out to whoever is to send the file, if anything.
    public var grant: UploadGrant?

    /// Makes a reservation.
    public init(
        at location: ImageLocation,
        for description: UploadDescription,
        partsID: String? = nil,
        grant: UploadGrant? = nil
    ) {
        self.location = location
        self.description = description
        self.partsID = partsID
        self.grant = grant
    }
}

/// What a caller says of a file.
public struct UploadDescription: Sendable, Hashable {
    /// The name that the caller gave the file, if any.
    public var name: String?
    /// The media type to serve it with.
    public var mediaType: String
    /// How long it is to be kept.
    public var lifetime: Lifetime

    /// Makes a description.
    public init(name: String?, mediaType: String, lifetime: Lifetime) {
        self.name = name
        self.mediaType = mediaType
        self.lifetime = lifetime
    }

    /// How long a file is to be kept.
    public enum Lifetime: Sendable, Hashable {
        /// As long as files are kept whose callers say nothing of it.
        case usual
        /// Until it has to make room for others.
        case unlimited
        /// For so many seconds once it is stored.
        case seconds(Int)
    }
}

/// A file on its way in parts.
public struct UploadInParts: Sendable, Hashable {
    /// Where the file will be served.
    public var location: ImageLocation
    /// The id under which its parts are sent.
    public var id: String

    /// Makes a reference to such a file.
    public init(location: ImageLocation, id: String) {
        self.location = location
        self.id = id
    }
}

/// A part of a file as a caller names it.
public struct UploadedPart: Sendable, Hashable {
    /// Its number.
    public var number: Int
    /// The entity tag that was told when it was stored, without quotation marks.
    public var entityTag: String

    /// Makes a part.
    public init(number: Int, entityTag: String) {
        self.number = number
        self.entityTag = entityTag
    }
}
