internal import Streaming

/// The policy language: every key of a policy file, what it takes and what it means.
///
/// The one table: the parser knows no other keys and no other bounds, `Config/policies/README.md` and
/// `Schemas/policy.schema.json` are printed from it.
enum PolicyLanguage {
    /// The most rules of a policy.
    static let rulesMax = 500
    /// The most ways to pay.
    static let methodsMax = 100

    /// The whole file.
    static let document = LanguagePart(
        name: "policy",
        place: "the document",
        meaning: "What the shop does for an endangered order.",
        keys: [
            .required(
                "name",
                .text,
                "The policy's name. Held-out customers are drawn by it: another name is another draw."
            ),
            .required("version", .text, "Raise it with each change: actions and decisions carry `name@version`."),
            .optional("enabled", .flag, or: "true", "`false` switches it off: triggers are decided `switched_off`."),
            .optional("dry_run", .flag, or: "false", "`true` decides and records, and publishes no action."),
            .optional(
                "hold_out",
                .number(0...50),
                or: "5",
                "Percent of the customers who are left alone, so that the effect can be told."
            ),
            .optional(
                "budget_per_day",
                .amounts,
                "The most that offers may cost on a day (UTC), in minor units by currency. No offer of value"
                    + " is made in another currency."
            ),
            .optional("margin", .part(margin), "What of an order's value may be given away."),
            .optional("cancellation", .part(cancellation), "How long an order is cancelled without more ado."),
            .optional(
                "express_lead",
                .duration(.hours(1)...(.days(30))),
                or: LengthText.of(.days(2)),
                "How long before the promised date express must be ordered to arrive in time."
            ),
            .optional(
                "methods",
                .list(.either(.text, .part(method)), max: methodsMax),
                "The ways to pay that the shop has, the most liked first: what can be offered while another"
                    + " one is down."
            ),
            .optional(
                "release_over",
                .duration(.zero...(.days(1))),
                or: LengthText.of(.minutes(10)),
                "The time over which actions that were held are released, so that they do not come all at once."
            ),
            .optional(
                "outcome_horizon",
                .duration(.hours(1)...RetentionPolicy.horizonMax),
                or: LengthText.of(.days(7)),
                "How long the outcome of an action is waited for. No ladder that is measured goes on for longer."
            ),
            .optional("defaults", .part(defaults), "What holds where a rule says nothing."),
            .optional("caps", .part(caps), "How much a customer gets at most."),
            .required(
                "rules",
                .list(.part(rule), max: rulesMax),
                "The rules, in order: the first that matches decides. Every cause has one that is sure to match."
            ),
        ]
    )

    static let margin = LanguagePart(
        name: "margin",
        place: "margin",
        meaning: "What of an order's value may be given away, in percent of the value.",
        keys: [
            .optional("percent", .number(0...100), or: "30", "What the shop earns with an order."),
            .optional("by_category", .numbersByName(0...100), "The same by category."),
            .optional("floor", .number(0...100), or: "5", "What must be left of it."),
        ]
    )

    static let cancellation = LanguagePart(
        name: "cancellation",
        place: "cancellation",
        meaning: "How long after it was placed an order is cancelled without more ado.",
        keys: [
            .optional(
                "window",
                .duration(.zero...(.days(30))),
                or: LengthText.of(.hours(1)),
                "For every category that is not listed."
            ),
            .optional("by_category", .durationsByName(.zero...(.days(30))), "The same by category."),
        ]
    )

    static let method = LanguagePart(
        name: "method",
        place: "methods[]",
        meaning: "A way to pay.",
        keys: [
            .required("name", .text, "`method` of the payment events."),
            .optional(
                "provider",
                .text,
                "`provider` of the payment events, where one provider alone carries it out."
            ),
            .optional("country", .texts, or: "everywhere", "The countries that have it, ISO 3166 codes."),
        ]
    )

    static let defaults = LanguagePart(
        name: "defaults",
        place: "defaults",
        meaning: "What holds where a rule says nothing.",
        keys: [
            .optional(
                "channels",
                .texts,
                or: "push, sms, email",
                "The channels on which the shop can send, the most liked first. A customer gets the first"
                    + " that they want."
            ),
            .optional(
                "locale",
                .text,
                or: "en",
                "The language for customers whose own has no text. Every template exists in it."
            ),
            .optional(
                "unknown_consent",
                .word(UnknownConsent.allCases.map(\.rawValue)),
                or: UnknownConsent.allow.rawValue,
                "Whether a customer who neither gave nor refused consent may get offers of value."
            ),
            .optional(
                "quiet_hours",
                .either(.word(["none"]), .part(quietHours)),
                or: "22:00 to 08:00",
                "When customers sleep who said nothing about it; `none` when they may be disturbed at any hour."
            ),
            .optional("time_zone", .timeZone, or: "UTC", "The time zone of orders that name none, an IANA name."),
        ]
    )

    static let quietHours = LanguagePart(
        name: "quiet hours",
        place: "defaults.quiet_hours",
        meaning: "When customers sleep, by their own clocks. What is due then waits until the end.",
        keys: [
            .required("start", .clock, "The first quiet minute of the day."),
            .required(
                "end",
                .clock,
                "The first minute that is quiet no more; before `start` when the night is between."
            ),
        ]
    )

    static let caps = LanguagePart(
        name: "caps",
        place: "caps",
        meaning: "How much a customer gets at most. Each order has one open action, always.",
        keys: [
            .optional(
                "actions_per_day",
                .number(0...Int64(CustomerMemory.actionsPerDayMax)),
                or: "2",
                "Actions per customer and day, by the customer's clock, of every kind."
            ),
            .optional(
                "voucher_every",
                .duration(.days(1)...CustomerMemory.longest),
                or: "30d",
                "The time between two vouchers of one customer at least."
            ),
            .optional(
                "no_value_after_fraud",
                .duration(.days(1)...CustomerMemory.longest),
                or: "30d",
                "How long a customer gets nothing of value after a suspicion of fraud."
            ),
            .optional("serial_canceller", .part(serialCanceller), or: "3 of 5", "Who gets nothing of value any more."),
        ]
    )

    static let serialCanceller = LanguagePart(
        name: "serial canceller",
        place: "caps.serial_canceller",
        meaning: "Of how many of their last orders cancelled by choice a customer gets nothing of value any more.",
        keys: [
            .required(
                "cancelled",
                .number(1...Int64(CustomerMemory.ordersMax)),
                "So many cancelled, `of_last` at most."
            ),
            .required("of_last", .number(1...Int64(CustomerMemory.ordersMax)), "Of so many orders."),
        ]
    )
}

/// The words of `unknown_consent`.
enum UnknownConsent: String, CaseIterable {
    case allow
    case refuse
}
