extension Timestamp {
    /// Reads a moment of the years 1970 to 2199; nil for a text that is none.
    ///
    /// - Parameter text: As RFC 3339 writes one, such as `2026-08-30T12:00:00Z`, with a fraction of a second or another
    ///   offset such as `+02:00` where wanted; or a date alone, which is its beginning in UTC.
    public init?(internetText text: some StringProtocol) {
        var reader = InternetTextReader(rest: Substring(text).utf8)
        guard let year = reader.number(4, in: 1970...2199), reader.takes("-"),
            let month = reader.number(2, in: 1...12), reader.takes("-"), let day = reader.number(2, in: 1...31)
        else { return nil }
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let monthLengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= monthLengths[month - 1] else { return nil }
        let leapDays = (1970..<year).count { $0 % 4 == 0 && ($0 % 100 != 0 || $0 % 400 == 0) }
        let days = (year - 1970) * 365 + leapDays + monthLengths[..<(month - 1)].reduce(day - 1, +)
        var nanoseconds = Int64(days) * 86_400_000_000_000
        if !reader.rest.isEmpty {
            guard let time = reader.timeOfDay() else { return nil }
            nanoseconds += time
        }
        guard nanoseconds >= 0, reader.rest.isEmpty else { return nil }
        self.init(nanoseconds: nanoseconds)
    }
}

/// Reads digits and marks one after the other.
private struct InternetTextReader {
    var rest: Substring.UTF8View

    mutating func takes(_ mark: Unicode.Scalar) -> Bool {
        guard let byte = rest.first, Unicode.Scalar(byte) == mark else { return false }
        rest.removeFirst()
        return true
    }

    /// So many digits, and what they say if it is in a range.
    mutating func number(_ count: Int, in range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        rest = rest.dropFirst(count)
        return Int(String(Substring(digits))).flatMap { range.contains($0) ? $0 : nil }
    }

    /// The nanoseconds since midnight in UTC, which may be before or after the day.
    mutating func timeOfDay() -> Int64? {
        guard takes("T") || takes("t"), let hour = number(2, in: 0...23), takes(":"),
            let minute = number(2, in: 0...59), takes(":"), let second = number(2, in: 0...59)
        else { return nil }
        var nanoseconds: Int64 = 0
        if takes(".") {
            var unit: Int64 = 100_000_000
            guard let first = number(1, in: 0...9) else { return nil }
            nanoseconds = Int64(first) * unit
            while let digit = number(1, in: 0...9) {
                unit /= 10
                nanoseconds += Int64(digit) * unit
            }
        }
        guard let offset = offset() else { return nil }
        return Int64((hour * 60 + minute - offset) * 60 + second) * 1_000_000_000 + nanoseconds
    }

    /// How many minutes local time is ahead of UTC.
    private mutating func offset() -> Int? {
        if takes("Z") || takes("z") { return 0 }
        let sign = takes("+") ? 1 : takes("-") ? -1 : 0
        guard sign != 0, let hours = number(2, in: 0...23), takes(":"), let minutes = number(2, in: 0...59) else {
            return nil
        }
        return sign * (hours * 60 + minutes)
    }
}
