internal import Commerce
internal import Streaming

// The signal `volume`: events that do not come.
//
// A provider is compared with all providers in the same minute, so that neither the night nor a flash sale looks like
// silence; its baseline is its share of them. A source, and the whole shop, has nothing to be compared with but itself at
// other times, see `LevelHistory`, and only when nearly all of its events are missing it is silent.
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
    /// explain their providers. Narrower open incidents end. While a provider is silent, the share of the others grows: that is
    /// no flood.
    mutating func openVolume(_ findings: [Finding], _ tick: Tick) -> [Alert] {
        var alerts: [Alert] = []
        let isSomeProviderSilent =
            findings.contains { VolumeKind($0.slice) == .share && $0.counts.excess < 0 }
            || incidents.contains { !$0.isOver && VolumeKind($0.slice) == .share && $0.evidence.lift < 1 }
        let ordered = findings.filter(\.isSignificant).sorted {
            (Self.rank($0.slice), $0.slice) < (Self.rank($1.slice), $1.slice)
        }
        for finding in ordered {
            guard incidents.count(where: { !$0.isOver }) < rules.incidents.openMax else { break }
            guard !incidents.contains(where: { Self.explains($0.slice, finding.slice) }) else { continue }
            guard finding.counts.excess < 0 || !isSomeProviderSilent else { continue }
            let narrower = incidents.filter { !$0.isOver && Self.explains(finding.slice, $0.slice) }
            alerts += end(narrower, in: finding.slice, minute: tick.minute)
            incidents.removeAll { Self.explains(finding.slice, $0.slice) }
            alerts += begin(Explanation.Cause(finding: finding, explains: [], isFired: true), tick)
        }
        return alerts
    }

    /// The minute of a provider, as its baseline and test see it.
    func providerView(_ slice: Slice, events: Int, payments: Int, of view: MinuteView) -> MinuteView {
        var view = view
        view.failures = events
        view.trials = Double(payments)
        view.test = volumeTest(slice)
        // Providers differ by orders of magnitude: what others have says little about one.
        view.baseline.priorTrials = 50
        (view.baseline.hourFactor, view.baseline.dayFactor, view.baseline.learntHourFactor) = (1, 1, 1)
        return view
    }

    /// Looks at a source, or the whole shop, in which `events` came: tests, and learns what is not suspicious.
    mutating func examineLevel(_ slot: Int, _ minute: Int, events: Int, _ current: Baseline) -> Finding? {
        let usual = levels[slot]?.usual(at: minute, clock: rules.clock)
        let expected = (usual?.rate ?? 0) * current.dayFactor
        windows.set(slot: slot, minute: minute, failures: events, trials: 1, expected: expected)
        let spread = rules.volume.sourceSpread
        let finding = find(
            slot,
            minute,
            Noise(dispersion: 1, relativeVariance: spread * spread),
            test: volumeTest(table.names[slot]),
            longerThan: usual?.quietMinutes ?? 0
        )
        let isSilent = isHeldBack(slot, finding)
        let learnt = minute - rules.baseline.learningLag
        if current.isLearning, learnt >= table.states[slot].firstMinute {
            let events = windows.counts(slot: slot, minute: learnt).failures / current.learntHourFactor
            levels[slot, default: LevelHistory()].learn(
                events,
                minute: learnt,
                isSilent: isSilent,
                shareMax: rules.volume.sourceShareMax,
                clock: rules.clock
            )
        }
        return finding
    }

    private static func rank(_ slice: Slice) -> Int {
        slice.terms.isEmpty ? 0 : slice.value(of: .source) == nil ? 2 : 1
    }

    private static func explains(_ wider: Slice, _ slice: Slice) -> Bool {
        wider == slice || wider == .all || (wider == payments && slice.value(of: .provider) != nil)
    }
}
