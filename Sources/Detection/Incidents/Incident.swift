internal import Commerce
internal import Streaming

/// An incident that is not resolved.
struct Incident {
    let id: String
    let slot: Int
    let slice: Slice
    /// The number of the window in which it must be quiet to be over: the one it was found in, five minutes at least.
    let window: Int
    /// First minute of the first anomalous window.
    let startMinute: Int
    /// Everything counted and expected in the slice since then.
    private(set) var total: WindowCounts
    /// Money and samples since then.
    private(set) var stakes: Stakes
    /// The numbers of the newest anomalous tick.
    var evidence: Evidence
    var severity: Alert.Severity
    var alsoSeenIn: [Slice]
    /// Minutes in a row that were not anomalous.
    var quietMinutes = 0
    var isRecovering = false
    /// Whether it is resolved, and only kept because the longer windows still hold it: what they show is explained.
    var isOver = false
    /// Orders at risk when it was last reported as firing or grown.
    var reportedExcess: Double
    /// The minute of that report.
    var reportedMinute: Int

    init(
        id: String,
        finding: Finding,
        startMinute: Int,
        minute: Int,
        evidence: Evidence,
        stakes: Stakes,
        total: WindowCounts,
        alsoSeenIn: [Slice],
        window: Int,
        rules: IncidentRules
    ) {
        self.id = id
        self.window = window
        slot = finding.slot
        slice = finding.slice
        self.startMinute = startMinute
        self.total = total
        self.stakes = stakes
        self.evidence = evidence
        severity = Self.severity(excess: total.excess, lift: evidence.lift, rules: rules)
        self.alsoSeenIn = Array(alsoSeenIn.prefix(rules.alsoSeenInMax))
        reportedExcess = total.excess
        reportedMinute = minute
    }

    /// Bad outcomes beyond the expected since the start, rounded, never negative.
    var ordersAtRisk: Int { Int(min(max(0, total.excess), 0x1p53).rounded()) }

    /// Adds what a minute, or a late part of one, counted.
    mutating func add(_ counts: WindowCounts, stakes later: Stakes?, samplesMax: Int) {
        total += counts
        if let later { stakes.append(later, samplesMax: samplesMax) }
    }

    /// Notes slices that it explains, the first of them up to the limit, in order.
    mutating func absorb(_ slices: [Slice], rules: IncidentRules) {
        for slice in slices where alsoSeenIn.count < rules.alsoSeenInMax && !alsoSeenIn.contains(slice) {
            alsoSeenIn.append(slice)
        }
        alsoSeenIn.sort()
    }

    /// Critical from many orders or from a large factor.
    static func severity(excess: Double, lift: Double, rules: IncidentRules) -> Alert.Severity {
        excess >= rules.criticalExcess || lift >= rules.criticalLift ? .critical : .warning
    }

    // MARK: State

    func write(to writer: inout StateWriter) {
        writer.text(id)
        writer.number(slot)
        writer.number(window)
        writer.minute(startMinute)
        total.write(to: &writer)
        stakes.write(to: &writer)
        evidence.write(to: &writer)
        writer.flag(severity == .critical)
        writer.list(alsoSeenIn) { $0.slice($1) }
        writer.number(quietMinutes)
        writer.flag(isRecovering)
        writer.flag(isOver)
        writer.double(reportedExcess)
        writer.minute(reportedMinute)
    }

    /// Its slice is the one that has its slot in `table`, where it stays as long as the incident is open.
    init(from reader: inout StateReader, table: SliceTable, windowCount: Int) throws(StateError) {
        id = try reader.text()
        slot = try table.usedSlot(&reader)
        slice = table.names[slot]
        window = try reader.number(upTo: windowCount - 1)
        startMinute = try reader.minute()
        total = try WindowCounts(from: &reader)
        stakes = try Stakes(from: &reader)
        evidence = try Evidence(from: &reader)
        severity = try reader.flag() ? .critical : .warning
        alsoSeenIn = try reader.list { (reader) throws(StateError) in try reader.slice() }
        quietMinutes = try reader.number(upTo: Int(Int32.max))
        isRecovering = try reader.flag()
        isOver = try reader.flag()
        reportedExcess = try reader.signedSum()
        reportedMinute = try reader.minute()
    }
}
