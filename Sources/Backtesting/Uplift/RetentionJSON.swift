public import Commerce

/// What policies did and what came of it, as members of an object of JSON.
public enum RetentionJSON {
    /// Writes the members `policies` and `uplift`: the same tally gives the same bytes.
    public static func write(_ tally: RetentionTally, to json: inout JSONWriter) {
        json.key("policies")
        json.beginArray()
        for policy in tally.policies {
            json.beginObject()
            json.member("policy", policy)
            write(tally.actions[policy] ?? ActionTally(), to: &json)
            json.key("decisions_by")
            json.beginObject()
            for outcome in Decision.Outcome.allCases {
                json.member(outcome.rawValue, tally.decisions[policy]?[outcome])
            }
            json.endObject()
            json.endObject()
        }
        json.endArray()
        json.key("uplift")
        json.beginObject()
        UpliftJSON.write(tally.outcomes, to: &json)
        json.endObject()
    }

    private static func write(_ actions: ActionTally, to json: inout JSONWriter) {
        json.member("actions", actions.count)
        json.key("actions_by")
        json.beginObject()
        for kind in Action.Kind.allCases { json.member(kind.rawValue, actions.kinds[kind]) }
        json.endObject()
        json.member("offers", actions.offers)
        json.key("offer_cost_limits_minor")
        json.beginObject()
        for (currency, limit) in actions.costLimits.sorted(by: { $0.key < $1.key }) { json.member(currency, limit) }
        json.endObject()
    }
}
