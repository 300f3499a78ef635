/// One JSON value, keeping everything about it that a strict server's answer may depend on.
///
/// Integers and floats are told apart, integers may have any size, object members keep their order, and a string may
/// hold the lone surrogates that RFC 8259 §8.2 permits in escapes but Unicode text cannot hold.
public enum JSONValue: Sendable, Hashable {
    /// The literal `null`.
    case null
    /// The literal `true` or `false`.
    case bool(Bool)
    /// A number written without fraction or exponent that fits 64 bits.
    case integer(Int)
    /// A number written without fraction or exponent that does not fit 64 bits: an optional minus sign and decimal
    /// digits without leading zeros.
    case bigInteger(String)
    /// A number written with a fraction or an exponent, or one of the literals NaN, Infinity and -Infinity.
    case double(Double)
    /// A string of Unicode text.
    case string(String)
    /// A string that holds at least one surrogate outside a pair of escapes: its UTF-16 code units.
    case surrogateString([UInt16])
    /// An array.
    case array([JSONValue])
    /// An object.
    case object(JSONObject)
}
