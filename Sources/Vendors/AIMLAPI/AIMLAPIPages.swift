import HTTP
import ImageGeneration
import JSON
import Simulation

/// What clients read besides the catalogue.
extension AIMLAPI {
    /// The models that are retiring or gone
    /// (https://docs.aimlapi.com/api-references/service-endpoints/model-deprecations): none of those here is, so the
    /// filters, which ignore what they do not know, leave nothing out.
    ///
    /// The entity tag is that of `data` alone, and not of the time (documented).
    func deprecations(_ call: Call) -> Answer {
        let entries = JSONValue.array([])
        let feed: JSONObject = [
            "object": .string("list"), "generated_at": .string(call.time.internetText), "data": entries,
        ]
        let tag = weakEntityTag(of: javaScriptBytes(entries))
        return cacheable(.object(feed), tag: tag, for: "public, max-age=300", call)
    }

    /// The account's assistants, of which there are none: n8n tries keys with this list (source).
    ///
    /// Its form is that of OpenAI, whose interface it is (inferred).
    func assistants(_ call: Call) -> Answer {
        page(
            .object([
                "object": .string("list"), "data": .array([]), "first_id": .null, "last_id": .null,
                "has_more": .bool(false),
            ]),
            call
        )
    }

    /// What every account has at first that nobody gave a balance: the credits of the documentation's example.
    private static let startBalance = 10_000_000
    /// Below how many credits a balance is low (documented).
    private static let lowBalanceThreshold = 10_000

    /// What is left in credits (https://docs.aimlapi.com/faq/can-i-get-my-billing-info-via-api-request).
    func balanceInCredits(_ call: Call) -> Reception {
        .statement { statement in
            let balance = balance(statement).credits
            let members: JSONObject = [
                "balance": .integer(balance),
                "lowBalance": .bool(balance < Self.lowBalanceThreshold),
                "lowBalanceThreshold": .integer(Self.lowBalanceThreshold),
                "lastUpdated": .string(call.time.internetText),
                "autoDebitStatus": .string("disabled"),
                "status": .string("current"),
                "statusExplanation": .string("Balance is current and up to date"),
            ]
            return page(.object(members), call)
        }
    }

    /// What is left in dollars (https://docs.aimlapi.com/api-references/service-endpoints/account-balance).
    func balanceInDollars(_ call: Call) -> Reception {
        .statement { statement in
            let dollars = balance(statement).dollars
            return page(.object(["current_balance": .double(dollars), "currency": .string("USD")]), call)
        }
    }

    /// What is left; no vendor shows a debt.
    private func balance(_ statement: AccountStatement) -> AIMLAPIPrice {
        let start = statement.startBalance.map(AIMLAPIPrice.init(nanodollars:))?.credits ?? Self.startBalance
        return AIMLAPIPrice(credits: max(0, start - AIMLAPIPrice(nanodollars: statement.spent).credits))
    }
}
