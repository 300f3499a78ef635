/// Who has a call refused, where it is not the vendor for what the call is.
enum RefusalCause: String {
    /// A rule of the scenario.
    case rule
    /// The caller itself.
    case wish
    /// The generations that the account may have in a minute.
    case quota
    /// The generations that it may have at a time.
    case concurrency
    /// What it has left to spend.
    case balance
    /// The runners of the model.
    case runners
}
