public import Commerce

/// The payment incidents that are not resolved, as the alerts tell. Every RETAIN task keeps its own from all alerts.
///
/// Alerts of other signals change nothing: no rule asks for them. An incident that is `recovering` counts as firing,
/// because what recovers is not yet healthy.
public struct Incidents: Sendable, Hashable {
    /// The incidents, sorted by id; ``max`` at most.
    public private(set) var active: [Incident]

    /// The most incidents that are kept; the one with the oldest alert is forgotten first.
    public static let max = 1024

    /// No incident, or those that a checkpoint says.
    public init(_ active: [Incident] = []) {
        self.active = active.sorted { $0.id < $1.id }
    }

    /// Takes a step of an incident; one that is older than what is known changes nothing.
    public mutating func apply(_ alert: Alert) {
        guard alert.signal == .paymentFailure else { return }
        let index = active.firstIndex { $0.id >= alert.incidentID } ?? active.endIndex
        let isKnown = index < active.endIndex && active[index].id == alert.incidentID
        if isKnown && alert.occurredAt < active[index].alertedAt { return }
        if alert.status == .resolved {
            if isKnown { active.remove(at: index) }
            return
        }
        let incident = Incident(id: alert.incidentID, slice: alert.slice, alertedAt: alert.occurredAt)
        if isKnown {
            active[index] = incident
        } else {
            active.insert(incident, at: index)
            forgetOldest()
        }
    }

    /// The incidents that touch the order of `trigger`, sorted by id.
    public func firing(for trigger: Trigger) -> [Incident] { active.filter { $0.touches(trigger) } }

    private mutating func forgetOldest() {
        guard active.count > Self.max,
            let oldest = active.indices.min(by: { active[$0].alertedAt < active[$1].alertedAt })
        else { return }
        active.remove(at: oldest)
    }
}
