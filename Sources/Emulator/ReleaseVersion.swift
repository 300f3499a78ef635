/// The release that this program is, as the command line prints it and receipts record it.
public let releaseVersion = "0.1.0"
