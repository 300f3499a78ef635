import JSON
import Vendors

/// What every account's answers would have cost, for programs.
struct BillPage: Sendable {
    let ledger: Ledger

    /// One object with the sum of all, and an entry for each account; amounts are texts, since they are exact.
    var json: String {
        let accounts = ledger.bill
        var writer = JSONWriter(style: .javaScript)
        writer.beginObject()
        writer.member("currency", "USD")
        writer.member("cost", decimalText(billionths: accounts.reduce(0) { $0 + $1.spent }))
        writer.key("accounts")
        writer.beginArray()
        for account in accounts { writer.write(account) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ account: Ledger.Account) {
        beginObject()
        member("account", fingerprint(of: account.account))
        member("vendor", account.vendor)
        member("cost", decimalText(billionths: account.spent))
        key("balance")
        if let start = account.startBalance {
            string(decimalText(billionths: start - account.spent))
        } else {
            null()
        }
        key("models")
        beginArray()
        for line in account.lines { write(line) }
        endArray()
        endObject()
    }

    private mutating func write(_ line: Ledger.Line) {
        beginObject()
        member("model", line.model)
        member("generations", line.generations)
        member("images", line.charge.images)
        // A megapixel is a million pixels here, whatever the vendor's is.
        member("megapixels", decimalText(billionths: line.charge.pixels * 1_000))
        member("unit", line.unit)
        member("units", line.charge.units)
        member("cost", decimalText(billionths: line.charge.nanodollars))
        endObject()
    }
}
