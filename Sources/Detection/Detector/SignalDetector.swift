public import Commerce
public import Streaming

/// Watches all slices of one signal and says when bad outcomes rise where they should not.
///
/// Counts come in panes; one minute of event time after the other is closed by the watermark, and each closed minute
/// is one tick: every slice with counts in the longest window is tested against its own baseline, Benjamini and
/// Hochberg bound the false verdicts of the minute, and what remains is explained by the fewest causes.
///
///     pane   pane   pane                       advance(to:)
///     ──┴──────┴──────┴──►  minute  ──► baseline ──► tail test ──► false discovery ──► hysteresis ──► incidents
///
/// Pure: the same counts and watermarks in the same order give the same alerts, bit by bit. It reads no clock, draws
/// no lot and performs no I/O. It takes each count as true: duplicates are TRACK's business.
///
/// Nothing alerts in the first hour of a signal's history, or three when its bad outcomes come hours late, nor from a
/// dimension with fewer than 300 trials learnt.
/// Cost of a tick: proportional to the slices with counts in the longest window; minutes without any are free.
public struct SignalDetector: Sendable {
    /// What is watched.
    public let signal: Signal
    /// By which constants.
    public let rules: DetectionRules
    /// What was done so far.
    public internal(set) var statistics = DetectorStatistics()

    var table: SliceTable
    var windows: SliceWindows
    var pools: [Pool] = []
    var hours = HourFactors()
    /// What comes from the slices of `volume` that nothing can be compared with, by slot.
    var levels: [Int: LevelHistory] = [:]
    /// How much of what is cancelled is cancelled for want of stock.
    var stockShare = StockShare()
    var dispersion = Dispersion()
    var exposure = Exposure()
    /// Minutes that are not closed, ascending.
    var pending = PendingMinutes()
    /// Details of the closed minutes inside the longest window, ascending.
    var details: [(minute: Int, details: MinuteDetails)] = []
    /// Slots with counts in the longest window.
    var active: [Int32] = []
    var incidents: [Incident] = []
    /// The newest closed minute, in minutes since 1970.
    var closedMinute: Int?
    /// The first minute with counts.
    var firstMinute: Int?
    /// Whether a slice was left out for want of room, so that one that is not remembered may have counts all the same.
    var isCrowded = false
    let baseline: Baseline
    let drift: Drift

    /// A detector for `signal` that knows nothing yet.
    ///
    /// Traps when the rules contradict themselves (no window, windows not ascending, more ticks required than
    /// considered).
    public init(signal: Signal, rules: DetectionRules = DetectionRules()) {
        rules.check()
        var rules = rules
        // Whether they are unpaid or the shop confirms nothing is an evidence; what is to blame is a place, or the shop.
        if signal == .unconfirmed { rules.incidents.isOutcomeNamed = false }
        self.signal = signal
        self.rules = rules
        windows = SliceWindows(windowsMinutes: rules.windowsMinutes)
        baseline = Baseline(
            rules: rules.baseline,
            isProportion: signal.isProportion,
            isDelayed: !signal.isProportion && signal != .volume
        )
        drift = Drift(rules: rules.baseline)
        table = SliceTable(slotsMax: rules.slicesMax, isDelayed: baseline.isDelayed)
    }

    /// The incidents that are firing or recovering, in order of their slices.
    public var openIncidents: [OpenIncident] {
        incidents.filter { !$0.isOver }.map { incident in
            OpenIncident(
                id: incident.id,
                slice: incident.slice,
                startedAt: Self.start(of: incident.startMinute),
                isRecovering: incident.isRecovering,
                severity: incident.severity
            )
        }
        .sorted { $0.slice < $1.slice }
    }

    /// Slices remembered.
    public var sliceCount: Int { table.count }

    /// The start of the oldest minute whose counts can still change a verdict; `nil` before the first watermark.
    public var oldestOpenMinute: EventTime? {
        closedMinute.map { Self.start(of: $0 - rules.windowMax + 1) }
    }

    /// How many windows of a slice are tested: the least p-value is multiplied by it.
    var windowsTested: Double { Double(rules.windowsTested(of: signal)) }

    /// The instant at which `minute` begins.
    static func start(of minute: Int) -> EventTime { EventTime(milliseconds: Int64(minute) * 60_000) }

    /// The minute that holds `time`.
    static func minute(of time: EventTime) -> Int {
        let quotient = time.milliseconds / 60_000
        return Int(time.milliseconds % 60_000 < 0 ? quotient - 1 : quotient)
    }
}
