internal import Commerce
internal import Streaming

/// The part of the language that rules are written in.
extension PolicyLanguage {
    static let rule = LanguagePart(
        name: "rule",
        place: "rules[]",
        meaning: "Which triggers it is for and what is done then.",
        keys: [
            .required("name", .text, "Its name, once in a policy; actions and decisions carry it."),
            .required("when", .part(condition), "Which triggers it is for: all that is written must be true."),
            .required("do", .either(.part(letGo), .part(response)), "What is done."),
            .optional(
                "measured",
                .flag,
                or: "true",
                "`false` answers held-out customers too: for what a customer is owed or has asked for."
            ),
        ]
    )

    static let condition = LanguagePart(
        name: "when",
        place: "rules[].when",
        meaning: "Which triggers a rule is for.",
        keys: [
            .required("trigger", .word(dangers.map(\.rawValue)), "The kind of danger."),
            .optional("cause", .words(causes.map(\.rawValue)), or: "all", "The causes; those that the trigger has."),
            .optional("tier", .words(CustomerTier.allCases.map(\.rawValue)), or: "all", "The tiers of the customer."),
            .optional(
                "value_at_least",
                .amounts,
                "What the order is worth at least, in minor units by currency. Other currencies do not match."
            ),
            .optional(
                "incident",
                .word(IncidentState.allCases.map(\.rawValue)),
                or: "either",
                "Whether a payment incident touches the order; for triggers about payment."
            ),
            .optional("country", .texts, or: "all", "ISO 3166 codes of countries."),
            .optional("category", .texts, or: "all", "Categories of the product."),
            .optional("custom_made", .flag, or: "either", "Whether the product is made for the customer."),
            .optional(
                "inside_window",
                .flag,
                or: "either",
                "Whether the order is still inside the window of `cancellation`; for `cancelled`."
            ),
            .optional("history", .part(history), "What the customer did before."),
        ]
    )

    static let history = LanguagePart(
        name: "history",
        place: "rules[].when.history",
        meaning: "Bounds on a customer's last \(CustomerMemory.ordersMax) orders at most, all of which must hold.",
        keys: [
            .optional("orders_at_least", orders, "So many are remembered at least."),
            .optional("orders_at_most", orders, "So many are remembered at most."),
            .optional("cancelled_at_least", orders, "So many of them were cancelled by choice at least."),
            .optional("cancelled_at_most", orders, "So many of them were cancelled by choice at most."),
        ]
    )

    static let letGo = LanguagePart(
        name: "let go",
        place: "rules[].do",
        meaning: "Nothing is done.",
        keys: [.required("let_go", .text, "Why nothing is done; nothing else stands beside it.")]
    )

    static let response = LanguagePart(
        name: "do",
        place: "rules[].do",
        meaning: "An action, and what follows when the customer does not answer.",
        keys: plan + [
            .optional(
                "then",
                .list(.part(step), max: RetentionPolicy.Step.max - 1),
                "The ladder: what follows, step by step, as long as the danger lasts and the customer does not answer."
            )
        ]
    )

    /// Either of them, before it is known which.
    static let answer = LanguagePart(
        name: response.name,
        place: response.place,
        meaning: response.meaning,
        keys: response.keys + letGo.keys
    )

    static let step = LanguagePart(
        name: "step",
        place: "rules[].do.then[]",
        meaning: "A further step of a ladder.",
        keys: [
            .required(
                "after",
                .duration(.minutes(1)...RetentionPolicy.Step.afterMax),
                "How long after the step before was carried out."
            )
        ] + plan + [
            .optional(
                "measured",
                .flag,
                or: "true",
                "`false` takes this step for held-out customers too, in the time that the ladder takes at least."
            )
        ]
    )

    static let instead = LanguagePart(
        name: "without offer",
        place: "rules[].do.without_offer",
        meaning: "What is sent when the offer may not be made.",
        keys: [action, template]
    )

    static let offer = LanguagePart(
        name: "offer",
        place: "rules[].do.offer",
        meaning: "What is given, with its limits.",
        keys: [
            .required("kind", .word(OfferKind.allCases.map(\.rawValue)), "What is given."),
            .optional("percent", .number(1...100), "Percent off: of a voucher or a price match."),
            .optional(
                "cost_limit_minor",
                .amounts,
                "The most that it may cost, in minor units by currency. What costs money needs it, and is not"
                    + " given in another currency."
            ),
        ]
    )

    static let fee = LanguagePart(
        name: "fee",
        place: "rules[].do.fee",
        meaning: "What a cancellation costs the customer. The text says it, with {fee}: it is never taken silently.",
        keys: [
            .required("percent", .number(1...100), "Percent of the order's value."),
            .required("reason", .text, "Why, in one sentence; {fee_reason} in a text."),
        ]
    )

    private static let plan: [LanguageKey] = [
        action, template,
        .required(
            "expires",
            .duration(.minutes(1)...RetentionPolicy.Plan.longest),
            "How long after the trigger, or after its step is due, the action may still be carried out."
        ),
        .optional(
            "channel",
            .word([RetentionPolicy.Plan.agentChannel]),
            or: "the customer's",
            "`agent`: a person takes it up."
        ),
        .optional("offer", .part(offer), "What is given."),
        .optional(
            "without_offer",
            .part(instead),
            or: "nothing",
            "What is sent instead when the offer may not be made."
        ),
        .optional(
            "at_any_hour",
            .flag,
            or: "false",
            "`true` sends it in quiet hours too: the answer to what the customer is doing right now."
        ),
        .optional(
            "hold",
            .word(HoldReason.allCases.map(\.rawValue)),
            "`incident`: it waits for the end of a payment incident that touches the order."
        ),
        .optional("fee", .part(fee), "What the customer would have to pay for a cancellation."),
    ]

    private static let action = LanguageKey.required(
        "action",
        .word(Action.Kind.allCases.map(\.rawValue)),
        "What is done; the shop's own systems carry it out."
    )
    private static let template = LanguageKey.required("template", .text, "The name of the text that says it.")
    private static let orders = LanguageValue.number(0...Int64(CustomerMemory.ordersMax))
    private static let dangers = Trigger.Kind.allCases.filter(\.isDanger)
    private static let causes = Cause.allCases.filter { cause in dangers.contains { $0.causes.contains(cause) } }
}
