public import Commerce
internal import Streaming

/// One incident as a detector told it: all of its alerts, in order.
public struct Firing: Hashable, Sendable {
    /// What it said, the first time first. Never empty.
    public let alerts: [Alert]

    /// The alert with which it began.
    public var first: Alert { alerts[0] }

    /// The newest alert.
    public var last: Alert { alerts[alerts.count - 1] }

    /// Whether it was called critical at any time.
    public var severity: Alert.Severity { alerts.contains { $0.severity == .critical } ? .critical : .warning }

    /// The incidents in `alerts`, in the order in which they began. Alerts may come in any order, and repeated.
    ///
    /// An incident that does not begin with `firing` began before these alerts: it is left out.
    /// So are early warnings and findings: labels say what happened and was not usual.
    public static func all(in alerts: [Alert]) -> [Firing] {
        var byIncident: [String: [Alert]] = [:]
        var seen: Set<String> = []
        for alert in alerts where seen.insert(alert.id).inserted {
            byIncident[alert.incidentID, default: []].append(alert)
        }
        return byIncident.values
            .map { Firing(alerts: $0.sorted { ($0.occurredAt, $0.id) < ($1.occurredAt, $1.id) }) }
            .filter { $0.first.status == .firing && $0.first.evidence.isOfIncident }
            .sorted { ($0.first.occurredAt, $0.first.id) < ($1.first.occurredAt, $1.first.id) }
    }
}
