internal import Commerce
internal import Simulation
internal import Streaming

/// Compares alerts with what really happened.
struct Scoreboard {
    private let truth: Truth
    /// The first alert of each incident that fired, in the order of time.
    private(set) var fired: [Alert] = []
    /// The newest alert of each incident.
    private var newest: [String: Alert] = [:]

    /// How long after the end of an incident its alert is still its alert: an order is unconfirmed only when its
    /// deadline has passed.
    private static let grace = Milliseconds.hours(1)

    /// What became of an incident that was injected.
    struct Verdict {
        var entry: Truth.Entry
        /// The alert that found it, if one did.
        var alert: Alert?
        /// Whether that alert names exactly its slice, or one with the same orders.
        var isExact = false
    }

    /// Nothing was seen yet of `truth`.
    init(_ truth: Truth) { self.truth = truth }

    /// Takes an alert. Returns the incident that it finds first, if it does.
    mutating func take(_ alert: Alert) -> Truth.Entry? {
        if newest[alert.incidentID] == nil { fired.append(alert) }
        newest[alert.incidentID] = alert
        guard alert.status == .firing else { return nil }
        return verdicts.first { $0.alert?.id == alert.id }?.entry
    }

    /// The newest alert of the incident that `alert` belongs to.
    func latest(of alert: Alert) -> Alert { newest[alert.incidentID] ?? alert }

    /// One verdict for each incident that was injected, in the order of time.
    var verdicts: [Verdict] {
        truth.incidents.map { entry in
            let own = fired.filter { Self.belongs($0, to: entry) }
            let exact = own.first { alert in ([entry.slice] + entry.equivalents).contains(alert.slice) }
            guard let found = exact ?? own.first else { return Verdict(entry: entry) }
            return Verdict(entry: entry, alert: found, isExact: exact != nil)
        }
    }

    /// The incidents that fired and that neither something injected nor its consequences explain.
    var falseAlarms: [Alert] {
        fired.filter { alert in
            !truth.entries.contains { entry in
                Self.belongs(alert, to: entry) || entry.consequences.contains { Self.belongs(alert, to: $0) }
            }
        }
    }

    /// The disturbances during which nothing may be said, with whether nothing was.
    var silences: [(entry: Truth.Entry, wasSilent: Bool)] {
        truth.entries.filter { $0.expectation == .silence }.map { entry in
            (entry, !falseAlarms.contains { entry.start <= $0.occurredAt && $0.startedAt < entry.end })
        }
    }

    private static func belongs(_ alert: Alert, to entry: Truth.Entry) -> Bool {
        guard entry.expectation == .alert, entry.signal == alert.signal else { return false }
        return entry.start <= alert.occurredAt && alert.startedAt < entry.end.advanced(by: grace)
            && overlaps(alert.slice, entry.slice)
    }

    private static func belongs(_ alert: Alert, to consequence: Truth.Consequence) -> Bool {
        consequence.signal == alert.signal && consequence.start <= alert.occurredAt
            && alert.startedAt < consequence.end && overlaps(alert.slice, consequence.slice)
    }

    /// Whether two slices can share orders: no dimension has different values in them.
    private static func overlaps(_ left: Slice, _ right: Slice) -> Bool {
        left.terms.allSatisfy { term in right.value(of: term.dimension).map { $0 == term.value } ?? true }
    }
}
