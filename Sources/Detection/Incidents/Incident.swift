internal import Commerce
internal import Streaming

/// An incident that is not resolved: where, since when, and what it has cost so far.
struct Incident {
    /// The slot of its slice.
    let slot: Int
    /// The smallest part of the shop that explains it.
    let slice: Slice
    /// Deterministic: signal, slice and start.
    let id: String
    /// The first minute of the excess.
    let startMinute: Int
    /// Everything counted in the slice since the start.
    private(set) var total: WindowCounts
    /// Money and sample orders since the start.
    private(set) var stakes: Stakes
    /// How much it matters; it only rises.
    var severity: Alert.Severity
    /// Minutes since the slice was last significant.
    var quietMinutes = 0
    /// Whether it has been reported as recovering.
    var isRecovering = false
    /// The orders at risk when it was last reported.
    var reportedExcess: Double
    /// The minute of the last report.
    var reportedMinute: Int
    /// Other slices in which the same excess showed, in order.
    private(set) var alsoSeenIn: [Slice] = []
    /// The last finding that was significant.
    var finding: Finding

    init(
        signal: Signal,
        finding: Finding,
        slice: Slice,
        start: Int,
        total: WindowCounts,
        stakes: Stakes,
        rules: IncidentRules,
        minute: Int
    ) {
        slot = finding.slot
        self.slice = slice
        id = StableID.make("inc", signal.rawValue, slice.description, "\(start)")
        startMinute = start
        self.total = total
        self.stakes = stakes
        self.finding = finding
        severity = Self.severity(of: total, finding, rules)
        reportedExcess = max(total.excess, 1)
        reportedMinute = minute
    }

    /// Adds what was counted in the slice in a further minute, or came late for one.
    mutating func add(_ part: WindowCounts, stakes later: Stakes, samplesMax: Int) {
        total += part
        stakes.append(later, samplesMax: samplesMax)
    }

    /// Notes other slices that the incident explains.
    mutating func absorb(_ slices: [Slice], max: Int) {
        let known = Set(alsoSeenIn)
        alsoSeenIn = Array((alsoSeenIn + slices.filter { $0 != slice && !known.contains($0) }).sorted().prefix(max))
    }

    /// How much an excess matters: by the orders at risk so far, or by how many times the usual the rate is now.
    static func severity(of total: WindowCounts, _ finding: Finding, _ rules: IncidentRules) -> Alert.Severity {
        total.excess >= rules.criticalExcess || finding.counts.lift >= rules.criticalLift ? .critical : .warning
    }
}
