public import Streaming

/// One step in the life of an incident: the record of `orderkeeper.alerts.v1`, keyed by ``incidentID``.
public struct Alert: Hashable, Sendable {
    /// Deterministic: the same step of the same incident gives the same id.
    public var id: String
    /// Deterministic: signal, slice and start.
    public var incidentID: String
    /// Where the incident stands.
    public var status: Status
    /// How much it matters.
    public var severity: Severity
    /// What is wrong.
    public var signal: Signal
    /// The smallest part of the shop that explains it.
    public var slice: Slice
    /// Start of the first anomalous window.
    public var startedAt: EventTime
    /// When this step was taken, in event time.
    public var occurredAt: EventTime
    /// The numbers behind the verdict.
    public var evidence: Evidence
    /// What is at stake so far.
    public var impact: Impact
    /// Other slices in which the same excess shows.
    public var alsoSeenIn: [Slice]
    /// One sentence for a person, in English.
    public var summary: String

    /// The life of an incident.
    public enum Status: String, CaseIterable, Sendable, Codable {
        case firing
        case updated
        case recovering
        case resolved
    }

    /// How much an incident matters.
    public enum Severity: String, CaseIterable, Sendable, Codable {
        case warning
        case critical
    }

    /// An alert with these values.
    public init(
        id: String,
        incidentID: String,
        status: Status,
        severity: Severity,
        signal: Signal,
        slice: Slice,
        startedAt: EventTime,
        occurredAt: EventTime,
        evidence: Evidence,
        impact: Impact,
        alsoSeenIn: [Slice],
        summary: String
    ) {
        self.id = id
        self.incidentID = incidentID
        self.status = status
        self.severity = severity
        self.signal = signal
        self.slice = slice
        self.startedAt = startedAt
        self.occurredAt = occurredAt
        self.evidence = evidence
        self.impact = impact
        self.alsoSeenIn = alsoSeenIn
        self.summary = summary
    }
}

/// The numbers behind a verdict, enough to check it by hand.
public struct Evidence: Hashable, Sendable {
    /// Length of the window, in minutes.
    public var windowMinutes: Int
    /// Bad outcomes in the window.
    public var observed: Int
    /// Trials in the window.
    public var trials: Int
    /// Bad outcomes that the baseline expects in the window.
    public var expected: Double
    /// ``observed`` over ``expected``.
    public var lift: Double
    /// Probability of at least ``observed`` when nothing is wrong.
    public var pValue: Double
    /// `beta-binomial` or `negative-binomial`.
    public var test: String

    /// Evidence with these values.
    public init(
        windowMinutes: Int,
        observed: Int,
        trials: Int,
        expected: Double,
        lift: Double,
        pValue: Double,
        test: String
    ) {
        self.windowMinutes = windowMinutes
        self.observed = observed
        self.trials = trials
        self.expected = expected
        self.lift = lift
        self.pValue = pValue
        self.test = test
    }
}

/// What an incident puts at stake.
public struct Impact: Hashable, Sendable {
    /// Bad outcomes beyond the expected since the start, rounded.
    public var ordersAtRisk: Int
    /// Money of the orders with bad outcomes since the start, by currency, sorted by currency.
    public var moneyAtRisk: [Money]
    /// Some of those orders.
    public var sampleOrderIDs: [String]

    /// Impact with these values.
    public init(ordersAtRisk: Int, moneyAtRisk: [Money], sampleOrderIDs: [String]) {
        self.ordersAtRisk = ordersAtRisk
        self.moneyAtRisk = moneyAtRisk
        self.sampleOrderIDs = sampleOrderIDs
    }
}
