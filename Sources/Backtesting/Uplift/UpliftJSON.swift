public import Commerce

/// Uplifts as JSON, for programs.
public enum UpliftJSON {
    /// One object with a newline behind it: the same outcomes give the same bytes.
    public static func encode(_ table: UpliftTable) -> [UInt8] {
        var json = JSONWriter(capacity: 1 << 12)
        json.beginObject()
        json.member("type", "uplift")
        write(table, to: &json)
        json.endObject()
        return json.bytes + [UInt8(ascii: "\n")]
    }

    /// Writes the member `groups`: everything, then each policy, rule, cause, tier and channel.
    static func write(_ table: UpliftTable, to json: inout JSONWriter) {
        json.key("groups")
        json.beginArray()
        for row in table.rows {
            json.beginObject()
            json.member("by", row.axis?.rawValue)
            json.member("name", row.name)
            write(row.tally, to: &json)
            json.endObject()
        }
        json.endArray()
    }

    private static func write(_ tally: OutcomeTally, to json: inout JSONWriter) {
        for (name, arm) in [
            ("treated", tally.treated), ("held_out", tally.heldOut), ("unmeasured", tally.unmeasured),
        ] {
            json.key(name)
            json.beginObject()
            json.member("orders", arm.orders)
            json.member("saved", arm.saved)
            json.member("lost", arm.lost)
            json.member("unknown", arm.unknown)
            json.member("open", arm.open)
            json.member("share", arm.share)
            json.endObject()
        }
        if let uplift = tally.uplift { write("uplift", uplift.difference, uplift.interval, to: &json) }
        json.member("verdict", tally.verdict.rawValue)
        if let saved = tally.ordersSaved { write("orders_saved", saved.value, saved.interval, to: &json) }
        write("money_saved", tally.moneySaved, to: &json)
        json.member("offers", tally.offers)
        write("offer_costs", tally.offerCosts, to: &json)
    }

    private static func write(
        _ name: String,
        _ value: Double,
        _ interval: ClosedRange<Double>,
        to json: inout JSONWriter
    ) {
        json.key(name)
        json.beginObject()
        json.member("value", value)
        json.member("low", interval.lowerBound)
        json.member("high", interval.upperBound)
        json.endObject()
    }

    private static func write(_ name: String, _ amounts: [Money], to json: inout JSONWriter) {
        json.key(name)
        json.beginArray()
        for amount in amounts {
            json.beginObject()
            json.member("currency", amount.currency)
            json.member("amount_minor", amount.amountMinor)
            json.endObject()
        }
        json.endArray()
    }
}
