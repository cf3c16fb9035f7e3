public import Commerce

/// Simple detectors, fed with the very counts that DETECT gets: what its figures are held against.
///
/// ```swift
/// var references = References(ReferenceRules.all)
/// for counts in history { references.take(counts) }
/// let alerts = references.alerts
/// ```
public struct References: Sendable {
    /// The detectors.
    public let rules: [ReferenceRules]
    /// What each of ``rules`` said, an alert for each incident, in the order in which they began.
    public private(set) var alerts: [[Alert]]
    private var signals: [Signal: ReferenceSignal] = [:]

    /// Detectors by these rules that have heard nothing.
    public init(_ rules: [ReferenceRules]) {
        self.rules = rules
        alerts = Array(repeating: [], count: rules.count)
    }

    /// Takes what a task of TRACK counted, and judges every minute that all tasks have passed.
    public mutating func take(_ counts: SignalCounts) {
        let signal = counts.signal
        guard !rules.isEmpty, signal != .volume else { return }
        var own = signals.removeValue(forKey: signal) ?? ReferenceSignal(signal, rules: rules)
        for (number, alert) in own.take(counts) { alerts[number].append(alert) }
        signals[signal] = own
    }
}
