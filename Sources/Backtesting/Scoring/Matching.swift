internal import Commerce
internal import Streaming

/// Whether an alert is about a label, and how well it says so.
struct Matching {
    let grace: Milliseconds

    /// How well an alert says what a label says; the lesser, the better.
    struct Distance: Comparable {
        /// 0: it names the slice or an equivalent one; 1: one is inside the other; 2: they can share orders.
        var relation: Int
        /// Terms that only one of the two has.
        var terms: Int
        /// Whether the label was over when the alert fired.
        var isOver: Bool
        /// How long after the label's start it fired.
        var delay: Milliseconds

        static func < (left: Self, right: Self) -> Bool {
            (left.relation, left.terms, left.isOver ? 1 : 0, left.delay)
                < (right.relation, right.terms, right.isOver ? 1 : 0, right.delay)
        }
    }

    /// How well `alert`, which fires, finds `label`; `nil` when it is not about it.
    ///
    /// It is when the signal is the label's, the slices can share orders, and [start of the alert's first anomalous
    /// window, firing] and [start of the label, end and grace] overlap.
    func distance(of alert: Alert, from label: Label) -> Distance? {
        guard label.isIncident, label.signalToFind == alert.signal, touches(alert, label) else { return nil }
        let distances = label.names.compactMap { slice -> Distance? in
            guard slice.canShareOrders(with: alert.slice) else { return nil }
            let terms = slice.terms.count { !alert.slice.terms.contains($0) }
            let ownTerms = alert.slice.terms.count { !slice.terms.contains($0) }
            return Distance(
                relation: terms + ownTerms == 0 ? 0 : terms == 0 || ownTerms == 0 ? 1 : 2,
                terms: terms + ownTerms,
                isOver: label.end <= alert.occurredAt,
                delay: alert.occurredAt.since(label.start)
            )
        }
        return distances.min()
    }

    /// Whether `alert` is about something that `label` causes elsewhere, or that it allows.
    func follows(_ alert: Alert, _ label: Label) -> Bool {
        let isAllowed =
            switch label.expectation {
            case .notice: label.signal == alert.signal && label.names.contains { $0.canShareOrders(with: alert.slice) }
            case .late: alert.signal == .volume
            case .alert, .volume, .silence: false
            }
        if isAllowed, touches(alert, label) { return true }
        return label.consequences.contains { consequence in
            consequence.signal == alert.signal && consequence.start <= alert.occurredAt
                && alert.startedAt < consequence.end && consequence.slice.canShareOrders(with: alert.slice)
        }
    }

    /// Whether the alert's time and the label's, with grace, overlap.
    private func touches(_ alert: Alert, _ label: Label) -> Bool {
        label.start <= alert.occurredAt && alert.startedAt < label.end.advanced(by: grace)
    }

    /// Whether `alert` breaks the silence that `label` asks for.
    func breaks(_ alert: Alert, _ label: Label) -> Bool {
        label.isQuiet && label.signal.map { $0 == alert.signal } ?? true
            && label.start <= alert.occurredAt && alert.startedAt < label.end
            && label.slice.canShareOrders(with: alert.slice)
    }
}
