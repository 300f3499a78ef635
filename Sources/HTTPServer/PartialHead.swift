import HTTP

/// A request head that has not arrived whole.
///
/// A class, so that the many connections which have none do not keep room for it.
final class PartialHead {
    var parser: HTTPRequestParser

    init(_ parser: HTTPRequestParser) {
        self.parser = parser
    }
}
