internal import Kafka
internal import Streaming

extension Configuration {
    /// Everything that can be set, but for `kafka.properties`, which passes any librdkafka property through.
    public static let fields =
        general + kafka + sources + topicNames + tracking + slicing + detecting + retaining + alerting + privacy

    /// The names of all ``fields``.
    static let names = fields.map(\.name)

    private static let general: [ConfigurationField] = [
        .identifier("application", \.runtime.application, "The prefix of consumer groups and transactional ids."),
        .identifier(
            "instance",
            \.runtime.instance,
            "The name of this process, different in each process of a fleet, such as `${HOSTNAME}`."
        ),
        .word(
            "guarantee",
            \.runtime.guarantee,
            "Whether outputs and offsets share a transaction, or outputs may repeat after a crash, with the same ids."
        ),
        .duration(
            "commit-interval",
            \.runtime.commitInterval,
            in: Milliseconds(10)...(.minutes(1)),
            "How often outputs and offsets are committed."
        ),
        .integer(
            "workers",
            \.runtime.workers,
            in: 0...1024,
            "How many workers each stage has in a process, each on a thread of its own; 0: as many as there are cores."
        ),
        .bytes(
            "buffer",
            \.runtime.bufferBytes,
            in: 64 << 20...1 << 40,
            "How much a process may hold that was read ahead and not yet worked on; what is more waits at the brokers."
        ),
        .duration(
            "restore.timeout",
            \.runtime.restoreTimeout,
            in: .seconds(20)...(.hours(1)),
            "How long the journal of a task may fail to show what was committed, before that is an error."
        ),
        .duration(
            "stage-timeout",
            \.stageTimeout,
            in: .seconds(1)...(.days(1)),
            "How long DETECT waits for a TRACK task that says nothing, and RETAIN for any of them and the keeper of the money."
        ),
    ]

    private static let kafka: [ConfigurationField] = [
        .addresses("kafka.bootstrap", \.runtime.bootstrap, "Addresses of brokers."),
        .word(
            "kafka.static-membership",
            \.runtime.staticMembership,
            "Whether the groups know members by `instance`, so that a restart within the session moves nothing."
        ),
        .duration(
            "kafka.session-timeout",
            \.runtime.sessionTimeout,
            in: .seconds(4)...(.minutes(30)),
            "How long a member may be silent before its partitions are given to others."
        ),
        .word(
            "kafka.partitioner",
            \.runtime.partitioner,
            of: [
                "consistent_random", "consistent", "murmur2_random", "murmur2", "fnv1a_random", "fnv1a", "random",
            ],
            "How a partition follows from a key: as the shop's producers do it (Java: murmur2_random)."
        ),
    ]

    private static let sources: [ConfigurationField] = [
        .word("sources.orders.keyed-by", \.topics.ordersKey, "By what the records of the topic are keyed."),
        .word(
            "sources.payments.keyed-by",
            \.topics.paymentsKey,
            "What is not keyed by order id is routed to its order."
        ),
        .word("sources.fulfilment.keyed-by", \.topics.fulfilmentKey, "As for payments."),
    ]

    private static let topicNames: [ConfigurationField] = [
        .topic("topics.orders", \.topics.orders, "Source: order life cycle; key order id."),
        .topic("topics.payments", \.topics.payments, "Source: payment attempts; key order id."),
        .topic("topics.fulfilment", \.topics.fulfilment, "Source: parcels; key order id."),
        .topic("topics.inventory", \.topics.inventory, "Source: stock; key sku."),
        .topic("topics.feedback", \.topics.feedback, "Source: feedback; key customer id."),
        .topic("topics.customers", \.topics.customers, "Source: preferences; key customer id."),
        .topic("topics.routed", \.topics.routed, "Internal: stock events by order id, TRACK to TRACK."),
        .topic("topics.journal-prefix", \.topics.journalPrefix, "Internal: the beginning of the names of journals."),
        .topic("topics.signals", \.topics.signals, "Internal: counts, TRACK to DETECT."),
        .topic("topics.triggers", \.topics.triggers, "Internal: endangered orders, TRACK to RETAIN; key customer id."),
        .topic(
            "topics.budgets",
            \.topics.budgets,
            "Internal: requests for money, RETAIN to RETAIN; key policy and currency."
        ),
        .topic(
            "topics.notices",
            \.topics.notices,
            "Internal: what RETAIN hears ahead of the triggers, of the keeper of the money and of DETECT."
        ),
        .topic("topics.alerts", \.topics.alerts, "Output: alerts; key incident id."),
        .topic("topics.actions", \.topics.actions, "Output: actions; key customer id."),
        .topic("topics.decisions", \.topics.decisions, "Output: decisions; key customer id."),
        .topic("topics.late", \.topics.late, "Output: events that came too late to be counted."),
        .topic("topics.control", \.topics.control, "Internal: what all tasks are asked to do, such as to forget."),
        .topic("topics.dead-letters", \.topics.deadLetters, "Output: records that could not be understood."),
    ]

    private static let tracking: [ConfigurationField] = [
        .duration(
            "track.lateness",
            \.track.lateness,
            in: .zero ... .days(1),
            "How far behind the newest event of its partition an event may be and still be counted."
        ),
        .duration(
            "track.pane",
            \.track.pane,
            in: .seconds(1)...(.minutes(1)),
            "The length of a pane of counts; a minute is made of whole panes."
        ),
        .duration(
            "track.max-clock-skew",
            \.track.maxClockSkew,
            in: .zero ... .days(1),
            "How far in the future an event may be dated; later ones go to the dead letters."
        ),
        .duration(
            "track.deduplication-window",
            \.track.deduplicationWindow,
            in: .minutes(1)...(.days(7)),
            "How long an event id is remembered, so that its repetition is dropped."
        ),
        .integer(
            "track.deduplication-capacity",
            \.track.deduplicationCapacity,
            in: 1 << 10...1 << 30,
            "How many event ids a task remembers at most in each half of that window."
        ),
        .duration(
            "track.confirmation-deadline",
            \.track.confirmationDeadline,
            in: .minutes(1)...(.days(7)),
            "How long after it was placed an order must be confirmed or paid."
        ),
        .confirmationDeadlines(
            "track.confirmation-deadlines",
            \.track.confirmationDeadlines,
            in: .minutes(1)...(.days(60)),
            "The same by the method of payment, such as `[cash_on_delivery=48h, bank_transfer=3d]`."
        ),
        .flag(
            "track.tell-placed",
            \.track.tellPlaced,
            "Whether RETAIN is told of every order placed, so that it knows who placed again and who cancels often."
        ),
        .duration(
            "track.open-order-retention",
            \.track.openOrderRetention,
            in: .hours(1)...(.days(3650)),
            "How long after its first event an order is remembered that is neither delivered nor returned."
        ),
        .duration(
            "track.closed-order-retention",
            \.track.closedOrderRetention,
            in: .hours(1)...(.days(3650)),
            "How long after it was delivered or returned an order is remembered."
        ),
        .integer("track.low-score", \.track.lowScore, in: 0...10, "A feedback with this score or less is a danger."),
        .bytes(
            "track.buffer",
            \.track.bufferBytes,
            in: 1 << 16...1 << 30,
            "How much a partition may hold, read and not yet taken, before no more is read."
        ),
        .integer(
            "track.waiting-per-sku",
            \.track.waitingPerSku,
            in: 0...1_000_000,
            "How many customers may wait for one product to come back."
        ),
        .duration(
            "track.stock-lead",
            \.track.stockLead,
            in: .zero...(.days(90)),
            "How long goods take to come: stock that will not last that long is warned of. 0 warns of none."
        ),
    ]

    private static let retaining: [ConfigurationField] = [
        .path("retain.policy", \.policyPath, "The policy file; empty for the built-in policy."),
        .path(
            "retain.templates",
            \.templatesPath,
            "The directory of messages, one YAML file per language; empty for the built-in ones."
        ),
        .duration(
            "retain.reload",
            \.policyReload,
            in: .seconds(1)...(.hours(1)),
            "How often policy and messages are looked at for changes; SIGHUP looks at once."
        ),
        .duration(
            "retain.customer-retention",
            \.customerRetention,
            in: .days(1)...(.days(400)),
            "How long what a customer did is remembered; caps that look back further see no more. Preferences stay."
        ),
    ]

    private static let privacy: [ConfigurationField] = [
        .secret(
            "privacy.pseudonym-key",
            \.track.pseudonymKey,
            lengthMin: 16,
            "When set, keyed hashes stand in the place of customer ids, the same in every process of a fleet."
        )
    ]

    private static let alerting: [ConfigurationField] = [
        .link(
            "alerts.runbook",
            \.runbook,
            placeholders: ["{signal}", "{severity}", "{incident_id}"],
            "Where a person finds what to do about an alert, for Alertmanager; empty for no link."
        )
    ]
}
