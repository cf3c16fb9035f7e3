public import Commerce
public import Streaming

/// The detectors of all signals of a shop, and what one of them holds back because of another.
///
/// A stockout is told, and the cancellations that follow from it are not, as long as it runs and a while longer, and as
/// far as it can explain them (``DetectionRules/inhibitions``). So a signal must not be judged further than its causes
/// have been; ``causes(of:)`` names them.
///
/// Pure, as ``SignalDetector`` is. How far the signals are ahead of each other changes no alert.
public struct ShopDetector: Sendable {
    /// By which constants.
    public let rules: DetectionRules
    /// Signals in an order in which causes come before what follows from them.
    public let order: [Signal]
    /// By the ordinal of their signal.
    private var detectors: [SignalDetector]
    private var holding: Holding

    /// Detectors that know nothing yet.
    ///
    /// Traps when the inhibitions go in a circle: ``order(of:)`` says so before.
    public init(rules: DetectionRules = DetectionRules()) {
        guard let order = Self.order(of: rules.inhibitions) else { preconditionFailure("inhibitions go in a circle") }
        self.rules = rules
        self.order = order
        detectors = Signal.allCases.map { SignalDetector(signal: $0, rules: rules) }
        holding = Holding(rules)
    }

    /// The detector of one signal, to look at.
    public subscript(signal: Signal) -> SignalDetector { detectors[signal.ordinal] }

    /// What the detectors did so far, added up.
    public var statistics: DetectorStatistics {
        var sum = DetectorStatistics()
        for detector in detectors {
            sum.inhibited += detector.statistics.inhibited
            sum.silenced += detector.statistics.silenced
        }
        return sum
    }

    /// The signals whose incidents may hold back those of `signal`, itself left out.
    public func causes(of signal: Signal) -> [Signal] {
        order.filter { $0 != signal && Self.isCause($0, of: signal, rules.inhibitions) }
    }

    /// Adds what one TRACK task counted, see ``SignalDetector/record(_:pane:)``.
    public mutating func record(_ counts: SignalCounts) {
        for count in counts.counts { detectors[counts.signal.ordinal].record(count, pane: counts.pane) }
    }

    /// Closes every minute of `signal` that ends at or before `watermark`, and returns the alerts, see
    /// ``SignalDetector/advance(to:)``. Its causes must have been given that watermark before.
    public mutating func advance(_ signal: Signal, to watermark: EventTime) -> [Alert] {
        let place = signal.ordinal
        let isCause = rules.inhibitions.contains { $0.source.signal.map { $0 == signal } ?? true }
        guard isCause else { return detectors[place].advance(to: watermark, holding: holding) }
        var alerts: [Alert] = []
        while let minute = detectors[place].nextTick(before: watermark) {
            let end = SignalDetector.start(of: minute + 1)
            alerts += detectors[place].advance(to: end, holding: holding)
            let open = detectors[place].incidents.lazy.filter { !$0.isOver }
            holding.note(open, of: signal, minute: minute)
        }
        alerts += detectors[place].advance(to: watermark, holding: holding)
        let targets = Signal.allCases.filter { target in
            rules.inhibitions.contains { $0.target.signal.map { $0 == target } ?? true }
        }
        let judged = targets.map { detectors[$0.ordinal].closedMinute }
        if let least = judged.compactMap({ $0 }).min(), !judged.contains(nil) { holding.forget(before: least) }
        return alerts
    }

    // MARK: Order

    /// The signals in an order in which causes come first; `nil` when `inhibitions` go in a circle.
    public static func order(of inhibitions: [Inhibition]) -> [Signal]? {
        var order: [Signal] = []
        while order.count < Signal.allCases.count {
            let next = Signal.allCases.first { signal in
                !order.contains(signal)
                    && Signal.allCases.allSatisfy {
                        $0 == signal || order.contains($0) || !isCause($0, of: signal, inhibitions)
                    }
            }
            guard let next else { return nil }
            order.append(next)
        }
        return order
    }

    private static func isCause(_ source: Signal, of target: Signal, _ inhibitions: [Inhibition]) -> Bool {
        inhibitions.contains {
            $0.source.signal.map { $0 == source } ?? true && $0.target.signal.map { $0 == target } ?? true
        }
    }

    // MARK: State

    /// Appends all that can influence a later alert.
    public func write(to writer: inout StateWriter) {
        for detector in detectors { detector.write(to: &writer) }
        holding.write(to: &writer)
    }

    /// Becomes what was written, see ``SignalDetector/restore(from:)``.
    ///
    /// - Throws: ``StateError`` when the bytes are not those of the detectors of a shop, or of other rules.
    public mutating func restore(from reader: inout StateReader) throws(StateError) {
        var restored = self
        for index in detectors.indices { try restored.detectors[index].restore(from: &reader) }
        try restored.holding.restore(from: &reader)
        self = restored
    }
}
