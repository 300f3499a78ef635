/// What became of an ``UploadRequest``.
public enum UploadReply: Sendable, Hashable {
    /// It was done; where bytes were stored, this is their entity tag, without quotation marks.
    case done(entityTag: String?)
    case refused(UploadFault)
}

/// Why nothing was stored.
public enum UploadFault: String, Sendable, Hashable, CaseIterable {
    /// The grant was never handed out, is forgotten, or is for another place.
    case unknownGrant
    /// The grant is no longer good.
    case expiredGrant
    /// Nothing is reserved there, or not for this account or this way of sending.
    case unknownUpload
    /// A file of so many bytes is not kept.
    case tooLarge
    /// A part named was never stored, or has another entity tag, or is named twice; or none is named.
    case partsNotFound
}
