import Commerce
import Detection
import Streaming

/// A life of a detector that a seed repeats: days of counts with incidents, late and early panes, leaps of the
/// watermark, slices that come and go, and rules under which there is little room.
struct Walk {
    /// What is done to a detector.
    enum Step {
        case record(SliceCount, EventTime)
        case advance(EventTime)
    }

    static let first = 29_000_160

    let signal: Signal
    let rules: DetectionRules
    private(set) var steps: [Step] = []
    private var chance: SplitMix64
    private var minute = first
    private var slices: [Slice] = []

    init(seed: UInt64) {
        chance = SplitMix64(seed: seed)
        signal = Signal.allCases[Int(seed % UInt64(Signal.allCases.count))]
        var rules = DetectionRules()
        rules.windowsMinutes = [[5], [5, 30], [1, 5]][Int(seed % 3)]
        rules.slicesKeptDays = 1
        if seed % 2 == 0 { rules.slicesMax = 16 }
        // So few that an incident uses them up.
        if seed % 3 == 0 { rules.baseline.guardMinutesMax = 12 }
        if seed % 4 == 1 {
            rules.incidents.ticksConsidered = 1
            rules.incidents.ticksRequired = 1
        }
        self.rules = rules
        slices = [.all] + (0..<3).map { Shop.provider($0) } + (0..<4).map { Shop.issuer($0) }
        slices += (0..<3).map { Shop.pair($0, $0) } + [Slice([.init(.declineFamily, "funds")])]
        stroll(minutes: 90, incidents: false)
        // A history of a day, so that the hour counts; some visitors are older than a day then, and some are not.
        leap(minutes: seed % 4 == 2 ? 1360 : 1400 + Int(chance.unit() * 200))
        stroll(minutes: 150, incidents: true)
        leap(minutes: 3000)
        stroll(minutes: 120, incidents: true)
    }

    private mutating func leap(minutes: Int) {
        minute += minutes
        steps.append(.advance(.minute(minute)))
    }

    private mutating func stroll(minutes: Int, incidents: Bool) {
        let ill = slices[1 + Int(chance.unit() * 7)]
        let start = 10 + Int(chance.unit() * 20)
        let duration = 15 + Int(chance.unit() * 50)
        for offset in 0..<minutes {
            count(ill: incidents && (start..<start + duration).contains(offset) ? ill : nil)
            if offset % 20 == 7 { visitors() }
            minute += 1
            // The watermark is up to three minutes behind, and sometimes stands still.
            if chance.unit() < 0.7 { steps.append(.advance(.minute(minute - Int(chance.unit() * 3)))) }
        }
    }

    private mutating func count(ill: Slice?) {
        for slice in slices where slice == .all || chance.unit() < 0.9 {
            let trials = chance.poisson(120 / Double(1 + slice.terms.count))
            let isIll = ill.map { slice == .all || slice.contains($0) || $0.contains(slice) } ?? false
            let failures = min(trials, chance.poisson(Double(trials) * 0.08) + (isIll ? 20 : 0))
            record(slice, failures, trials)
        }
    }

    /// Slices that are heard of once.
    private mutating func visitors() {
        for _ in 0..<3 { record(Slice([.init(.sku, "S\(Int(chance.unit() * 1000))")]), 1, 4) }
    }

    private mutating func record(_ slice: Slice, _ failures: Int, _ trials: Int) {
        var count = SliceCount(slice: slice, failures: failures, trials: trials)
        if failures > 5 {
            count.amounts = [Money(currency: chance.unit() < 0.5 ? "EUR" : "USD", amountMinor: Int64(failures) * 99)]
            count.sampleOrderID = "O-\(minute)-\(failures)"
        }
        let isLate = chance.unit() < 0.05
        steps.append(.record(count, .minute(minute - (isLate ? Int(chance.unit() * 8) : 0))))
    }
}

extension SignalDetector {
    /// Does a step and returns what it had to say.
    mutating func take(_ step: Walk.Step) -> [Alert] {
        switch step {
        case .record(let count, let pane):
            record(count, pane: pane)
            return []
        case .advance(let watermark): return advance(to: watermark)
        }
    }

    /// What it writes.
    var stateBytes: [UInt8] {
        var writer = StateWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// A detector of the same signal and rules that has read `bytes`, all of them.
    func restored(from bytes: [UInt8]) throws(StateError) -> SignalDetector {
        var detector = SignalDetector(signal: signal, rules: rules)
        var reader = StateReader(bytes)
        try detector.restore(from: &reader)
        try reader.end()
        return detector
    }
}
