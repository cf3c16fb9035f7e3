internal import Commerce
internal import Streaming

// The signal `volume`: events that do not come.
//
// A provider is compared with all providers in the same minute, so that neither the night nor a flash sale looks like
// silence; its baseline is its share of them. A source, and the whole shop, has nothing to be compared with: its baseline
// is its number of events in a minute of that hour, and only when nearly all of them are missing it is silent.
extension SignalDetector {
    /// How a slice of `volume` is judged.
    enum VolumeKind {
        /// Events per minute.
        case level
        /// Events per event of all providers.
        case share

        init(_ slice: Slice) { self = slice.value(of: .provider) == nil ? .level : .share }
    }

    private static let payments = Slice([.init(.source, "payments")])

    /// The events of all providers in the minute whose counts are `entries`.
    func paymentEvents(_ entries: [Int32: PendingMinute.Entry]) -> Int {
        guard let slot = table.slot(of: Self.payments) else { return 0 }
        return entries[Int32(slot)]?.trials ?? 0
    }

    /// What stands for the trials of a slice in a minute with `payments` events of all providers.
    static func volumeTrials(_ slice: Slice, payments: Int) -> Double {
        switch VolumeKind(slice) {
        case .level: 1
        case .share: Double(payments)
        }
    }

    /// The test of a slice of `volume`.
    func volumeTest(_ slice: Slice) -> TailTest {
        let gates = rules.volume
        let limits =
            switch VolumeKind(slice) {
            case .level:
                VolumeLimits(expectedMin: gates.sourceExpectedMin, shareMax: gates.sourceShareMax, floodMin: .infinity)
            case .share:
                VolumeLimits(
                    expectedMin: gates.providerExpectedMin,
                    shareMax: gates.providerShareMax,
                    floodMin: gates.providerFloodMin
                )
            }
        return TailTest(isProportion: false, gates: rules.gates(of: signal), volume: limits)
    }

    /// Opens an incident for each silence that no wider one explains: the whole shop explains its sources, the payments
    /// explain their providers. Narrower open incidents end.
    mutating func openVolume(_ findings: [Finding], _ tick: Tick) -> [Alert] {
        var alerts: [Alert] = []
        let ordered = findings.filter(\.isFired).sorted {
            (Self.rank($0.slice), $0.slice) < (Self.rank($1.slice), $1.slice)
        }
        for finding in ordered {
            guard incidents.count(where: { !$0.isOver }) < rules.incidents.openMax else { break }
            guard !incidents.contains(where: { Self.explains($0.slice, finding.slice) }) else { continue }
            let narrower = incidents.filter { !$0.isOver && Self.explains(finding.slice, $0.slice) }
            alerts += end(narrower, in: finding.slice, minute: tick.minute)
            incidents.removeAll { Self.explains(finding.slice, $0.slice) }
            alerts += begin(Explanation.Cause(finding: finding, explains: [], isFired: true), tick)
        }
        return alerts
    }

    /// The minute of a slice of `volume`, as its baseline and test see it.
    func volumeView(_ slice: Slice, events: Int, payments: Int, of view: MinuteView) -> MinuteView {
        var view = view
        view.failures = events
        view.trials = Self.volumeTrials(slice, payments: payments)
        view.test = volumeTest(slice)
        // Sources differ by orders of magnitude, and providers as much: what others have says little about one.
        switch VolumeKind(slice) {
        case .level: view.baseline.priorTrials = 5
        case .share:
            view.baseline.priorTrials = 50
            (view.baseline.hourFactor, view.baseline.dayFactor, view.baseline.learntHourFactor) = (1, 1, 1)
        }
        return view
    }

    private static func rank(_ slice: Slice) -> Int {
        slice.terms.isEmpty ? 0 : slice.value(of: .source) == nil ? 2 : 1
    }

    private static func explains(_ wider: Slice, _ slice: Slice) -> Bool {
        wider == slice || wider == .all || (wider == payments && slice.value(of: .provider) != nil)
    }
}
