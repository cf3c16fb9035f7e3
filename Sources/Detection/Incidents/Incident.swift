internal import Commerce
internal import Streaming

/// An incident that is not resolved.
struct Incident {
    let id: String
    let slot: Int
    /// What it is called: the place, if there is one.
    let slice: Slice
    /// The slice whose counts it has: at a place, perhaps one outcome only.
    let counted: Slice
    /// The number of the window in which it must be quiet to be over: the one it was found in, five minutes at least.
    let window: Int
    /// First minute of the first anomalous window.
    let startMinute: Int
    /// Everything counted and expected in the slice since then.
    private(set) var total: WindowCounts
    /// The slice's last minutes, an hour at most.
    private(set) var minutes: [WindowCounts]
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
    /// What keeps it from being told; once it is told, it is told to its end.
    var hold: Hold?
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
        minutes: [WindowCounts],
        alsoSeenIn: [Slice],
        window: Int,
        rules: IncidentRules
    ) {
        self.id = id
        self.window = window
        slot = finding.slot
        slice = rules.name(of: finding.slice)
        counted = finding.slice
        self.startMinute = startMinute
        self.total = total
        self.minutes = minutes
        self.stakes = stakes
        self.evidence = evidence
        let beyond = Self.beyond(total, evidence)
        severity = Self.severity(excess: beyond, lift: evidence.lift, rules: rules)
        self.alsoSeenIn = []
        reportedExcess = beyond
        reportedMinute = minute
        absorb(alsoSeenIn, rules: rules)
    }

    /// Bad outcomes beyond the expected since the start; of a silence, the events that are missing.
    var beyond: Double { Self.beyond(total, evidence) }

    private static func beyond(_ total: WindowCounts, _ evidence: Evidence) -> Double {
        evidence.lift < 1 ? -total.excess : total.excess
    }

    /// ``beyond``, rounded, never negative.
    var ordersAtRisk: Int { Int(min(max(0, beyond), 0x1p53).rounded()) }

    /// Takes in the next minute of its slice.
    mutating func next(_ counts: WindowCounts) {
        if minutes.count >= Self.minutesMax { minutes.removeFirst() }
        minutes.append(counts)
    }

    private static let minutesMax = 60

    /// The minutes that are remembered, of which `minute` is the last.
    func series(endingAt minute: Int) -> Evidence.Series {
        Evidence.Series(
            start: SignalDetector.start(of: minute - minutes.count + 1),
            observed: minutes.map { Int($0.failures) },
            trials: minutes.map { Int($0.trials.rounded()) },
            expected: minutes.map(\.expected)
        )
    }

    /// Adds what a minute, or a late part of one, counted.
    mutating func add(_ counts: WindowCounts, stakes later: Stakes?, samplesMax: Int) {
        total += counts
        if let later { stakes.append(later, samplesMax: samplesMax) }
    }

    /// Notes slices that it explains, the first of them up to the limit, in order. Of outcomes at places, the places are
    /// there too, or do not matter.
    mutating func absorb(_ slices: [Slice], rules: IncidentRules) {
        for slice in slices where rules.name(of: slice) == slice && slice != self.slice {
            guard alsoSeenIn.count < rules.alsoSeenInMax, !alsoSeenIn.contains(slice) else { continue }
            alsoSeenIn.append(slice)
        }
        alsoSeenIn.sort()
    }

    /// A slice as a part of an incident's id.
    static func key(of slice: Slice) -> String {
        slice.terms.map { "\($0.dimension.name)=\($0.value)" }.joined(separator: "\u{1F}")
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
        writer.list(minutes) { $1.write(to: &$0) }
        stakes.write(to: &writer)
        evidence.write(to: &writer)
        writer.flag(severity == .critical)
        writer.list(alsoSeenIn) { $0.slice($1) }
        writer.number(quietMinutes)
        writer.flag(isRecovering)
        writer.flag(isOver)
        Hold.write(hold, to: &writer)
        writer.double(reportedExcess)
        writer.minute(reportedMinute)
    }

    /// Its slice is the one that has its slot in `table`, where it stays as long as the incident is open.
    init(from reader: inout StateReader, table: SliceTable, rules: DetectionRules) throws(StateError) {
        id = try reader.text()
        slot = try table.usedSlot(&reader)
        counted = table.names[slot]
        slice = rules.incidents.name(of: counted)
        window = try reader.number(upTo: rules.windowsMinutes.count - 1)
        startMinute = try reader.minute()
        total = try WindowCounts(from: &reader)
        minutes = try reader.list { (reader) throws(StateError) in try WindowCounts(from: &reader) }
        stakes = try Stakes(from: &reader)
        evidence = try Evidence(from: &reader)
        severity = try reader.flag() ? .critical : .warning
        alsoSeenIn = try reader.list { (reader) throws(StateError) in try reader.slice() }
        quietMinutes = try reader.number(upTo: Int(Int32.max))
        isRecovering = try reader.flag()
        isOver = try reader.flag()
        hold = try Hold.read(from: &reader)
        reportedExcess = try reader.signedSum()
        reportedMinute = try reader.minute()
    }
}
