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
    /// The same sentence by language (BCP 47): `en` and `zh-Hans`.
    public var summaries: [String: String]

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
        summary: String,
        summaries: [String: String] = [:]
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
        self.summaries = summaries
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
    /// `beta-binomial` or `negative-binomial`; ``daysOfCover`` or ``shareOfCancellations`` where nothing is tested.
    public var test: String
    /// φ: how many bad outcomes come at once; the test divides its counts by it. 1 or more.
    public var dispersion: Double
    /// τ²: the variance of the true rate around its expectation, relative to its square.
    public var relativeVariance: Double
    /// The greatest p-value that was significant in that minute, by false discovery control over all slices.
    public var cut: Double
    /// Which bad outcomes are counted, where it is not all of them: `decline_family=technical`. All: the empty slice.
    public var outcome: Slice
    /// The slice's last minutes; `nil` where they are not told.
    public var series: Series?

    /// The ``test`` of an early warning: how long stock lasts at the pace at which it sells.
    public static let daysOfCover = "days-of-cover"

    /// The ``test`` of a finding: how much of what is cancelled in a day is cancelled for want of stock.
    public static let shareOfCancellations = "share-of-cancellations"

    /// Whether it foretells bad outcomes, and none have been counted.
    public var isForecast: Bool { test == Self.daysOfCover }
    /// Whether it tells of an incident: of more than is usual, by a test.
    public var isOfIncident: Bool { !isForecast && test != Self.shareOfCancellations }

    /// The minutes of a slice, one after the other.
    public struct Series: Hashable, Sendable {
        /// The start of the first minute.
        public var start: EventTime
        /// Bad outcomes (of `volume`: events), by minute.
        public var observed: [Int]
        /// Trials, by minute.
        public var trials: [Int]
        /// Bad outcomes (of `volume`: events) that the baseline expects, by minute.
        public var expected: [Double]

        /// Minutes from `start` on; the lists are equally long.
        public init(start: EventTime, observed: [Int], trials: [Int], expected: [Double]) {
            self.start = start
            self.observed = observed
            self.trials = trials
            self.expected = expected
        }
    }

    /// Evidence with these values.
    public init(
        windowMinutes: Int,
        observed: Int,
        trials: Int,
        expected: Double,
        lift: Double,
        pValue: Double,
        test: String,
        dispersion: Double = 1,
        relativeVariance: Double = 0,
        cut: Double = 0,
        outcome: Slice = .all,
        series: Series? = nil
    ) {
        self.windowMinutes = windowMinutes
        self.observed = observed
        self.trials = trials
        self.expected = expected
        self.lift = lift
        self.pValue = pValue
        self.test = test
        self.dispersion = dispersion
        self.relativeVariance = relativeVariance
        self.cut = cut
        self.outcome = outcome
        self.series = series
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
