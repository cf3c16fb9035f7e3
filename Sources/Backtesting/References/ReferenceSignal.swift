internal import Commerce
internal import Streaming

/// All slices of one signal, as simple detectors look at them.
struct ReferenceSignal {
    private let signal: Signal
    private let rules: [ReferenceRules]
    private var slots: [Slice: Int] = [:]
    private var names: [Slice] = []
    private var slices: [ReferenceSlice] = []
    /// By slice and rules: the minute in which an incident was last unusual; `nil` when none is open.
    private var open: [Int?] = []
    /// Minutes that are not judged yet, by their number: counts by slice.
    private var pending: [Int: [Slice: (failures: Int, trials: Int)]] = [:]
    /// How far each task of TRACK is.
    private var told: [String: EventTime] = [:]
    private var judged: Int?

    init(_ signal: Signal, rules: [ReferenceRules]) {
        self.signal = signal
        self.rules = rules
    }

    /// Takes counts, and gives the alerts of the minutes that are over, with the number of the rules they are by.
    mutating func take(_ counts: SignalCounts) -> [(rules: Int, alert: Alert)] {
        let minute = Int(counts.pane.milliseconds / 60_000)
        if judged.map({ minute > $0 }) ?? true {
            for count in counts.counts {
                pending[minute, default: [:]][count.slice, default: (0, 0)].failures += count.failures
                pending[minute, default: [:]][count.slice, default: (0, 0)].trials += count.trials
            }
        }
        told[counts.task] = counts.watermark
        guard let least = told.values.min(), let last = pending.keys.max() else { return [] }
        // Minutes without any counts are judged when there are counts again: a watermark may leap over years.
        let first = judged.map { $0 + 1 } ?? pending.keys.min() ?? last
        let end = min(Int(least.milliseconds / 60_000), last + 1)
        guard first < end else { return [] }
        var alerts: [(rules: Int, alert: Alert)] = []
        for minute in first..<end { judge(minute, &alerts) }
        judged = end - 1
        return alerts
    }

    private mutating func judge(_ minute: Int, _ alerts: inout [(rules: Int, alert: Alert)]) {
        let counts = pending.removeValue(forKey: minute) ?? [:]
        for slice in counts.keys.filter({ slots[$0] == nil }).sorted() { remember(slice) }
        for slot in names.indices {
            let failures = counts[names[slot]]?.failures ?? 0
            let trials = counts[Self.place(of: names[slot])]?.trials ?? 0
            let window = slices[slot].take(failures, trials, minute: minute)
            guard slices[slot].isKnown else { continue }
            for (number, rules) in rules.enumerated() {
                let place = slot * self.rules.count + number
                if rules.isUnusual(window) {
                    if open[place] == nil { alerts.append((number, alert(slot, minute, window, rules))) }
                    open[place] = minute
                } else if let last = open[place], minute - last >= ReferenceRules.quietMinutes {
                    open[place] = nil
                }
            }
        }
    }

    private mutating func remember(_ slice: Slice) {
        slots[slice] = names.count
        names.append(slice)
        slices.append(ReferenceSlice())
        open += [Int?](repeating: nil, count: rules.count)
    }

    /// Where what is counted in `slice` is tried: nothing is tried in a way of failing.
    private static func place(of slice: Slice) -> Slice {
        Slice(slice.terms.filter { ![.declineFamily, .reason, .cause].contains($0.dimension) })
    }

    private func alert(_ slot: Int, _ minute: Int, _ window: ReferenceWindow, _ rules: ReferenceRules) -> Alert {
        let end = EventTime(milliseconds: Int64(minute + 1) * 60_000)
        let slice = names[slot]
        let id = "\(signal.rawValue) in \(slice), minute \(minute)"
        let expected = (window.expected * 10).rounded() / 10
        return Alert(
            id: id,
            incidentID: id,
            status: .firing,
            severity: .warning,
            signal: signal,
            slice: slice,
            startedAt: end.advanced(by: .minutes(-Int64(ReferenceRules.windowMinutes))),
            occurredAt: end,
            evidence: Evidence(
                windowMinutes: ReferenceRules.windowMinutes,
                observed: window.failures,
                trials: window.trials,
                expected: window.expected,
                lift: window.expected > 0 ? Double(window.failures) / window.expected : .infinity,
                pValue: 1,
                test: rules.name
            ),
            impact: Impact(
                ordersAtRisk: max(0, Int((Double(window.failures) - window.expected).rounded())),
                moneyAtRisk: [],
                sampleOrderIDs: []
            ),
            alsoSeenIn: [],
            summary: "\(signal.rawValue) in \(slice): \(window.failures) where \(expected) are usual"
        )
    }
}
