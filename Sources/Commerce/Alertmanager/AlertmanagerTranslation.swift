internal import Streaming

/// Translates the life of incidents into Alertmanager's terms.
///
///     labels        alertname   OrderKeeperPaymentFailure, one for each signal, OrderKeeperStockCover
///                               and OrderKeeperStockShare
///                   severity, signal, incident_id
///                   provider, issuer, …     the dimensions of the slice
///     annotations   summary, summary_zh, status, runbook_url, and the counts
///     startsAt      the start of the first anomalous window
///     endsAt        when the incident was resolved
///
/// An incident that becomes critical changes its labels, and so is another alert for Alertmanager: the one with the
/// lesser severity ends where the other begins.
public struct AlertmanagerTranslation: Hashable, Sendable {
    /// Where a person finds what to do, with `{signal}`, `{severity}` and `{incident_id}` in it; `nil` for no link.
    public var runbook: String?

    /// A translation with links to `runbook`.
    public init(runbook: String? = nil) { self.runbook = runbook }

    /// What `alert` says, by itself.
    public func translate(_ alert: Alert) -> AlertmanagerAlert {
        AlertmanagerAlert(
            labels: labels(of: alert),
            annotations: annotations(of: alert),
            startsAt: alert.startedAt,
            endsAt: alert.status == .resolved ? max(alert.occurredAt, alert.startedAt) : nil
        )
    }

    /// What there is to tell of the incidents in `alerts` after the newest of each: one alert for each incident and
    /// severity, in order of incident and of time.
    ///
    /// The alerts may come in any order, and repeated.
    public func translate(_ alerts: [Alert]) -> [AlertmanagerAlert] {
        let incidents = Dictionary(grouping: alerts, by: \.incidentID)
        return incidents.sorted { $0.key < $1.key }.flatMap { _, alerts in
            let life = alerts.sorted { ($0.occurredAt, $0.id) < ($1.occurredAt, $1.id) }
            var told: [AlertmanagerAlert] = []
            for alert in life {
                var next = translate(alert)
                if let last = told.last, last.labels != next.labels {
                    told[told.count - 1].endsAt = max(alert.occurredAt, last.startsAt)
                    next.startsAt = alert.occurredAt
                    told.append(next)
                } else {
                    next.startsAt = told.last?.startsAt ?? next.startsAt
                    if told.isEmpty { told.append(next) } else { told[told.count - 1] = next }
                }
            }
            return told
        }
    }

    private func labels(of alert: Alert) -> [String: String] {
        var labels: [String: String] = [:]
        // A value that is empty says to Alertmanager that the label is absent.
        for term in alert.slice.terms where !term.value.isEmpty { labels[term.dimension.name] = term.value }
        labels["alertname"] = Self.name(of: alert)
        labels["severity"] = alert.severity.rawValue
        labels["signal"] = alert.signal.rawValue
        labels["incident_id"] = alert.incidentID
        return labels
    }

    private func annotations(of alert: Alert) -> [String: String] {
        let evidence = alert.evidence
        var annotations = [
            "summary": alert.summaries["en"] ?? alert.summary,
            "status": alert.status.rawValue,
            "slice": alert.slice.description,
            "observed": String(evidence.observed),
            "trials": String(evidence.trials),
            "expected": Self.rounded(evidence.expected),
            "window": "\(evidence.windowMinutes)m",
            "p_value": evidence.pValue.description,
            "orders_at_risk": String(alert.impact.ordersAtRisk),
        ]
        annotations["lift"] = evidence.lift.isFinite ? Self.rounded(evidence.lift) : nil
        annotations["summary_zh"] = alert.summaries["zh-Hans"]
        annotations["runbook_url"] = runbook.map { link(from: $0, to: alert) }
        if !alert.impact.moneyAtRisk.isEmpty {
            let money = alert.impact.moneyAtRisk.map { "\($0.currency) \($0.amountMinor)" }
            annotations["money_at_risk_minor"] = money.joined(separator: ", ")
        }
        if !alert.impact.sampleOrderIDs.isEmpty {
            annotations["sample_orders"] = alert.impact.sampleOrderIDs.joined(separator: ", ")
        }
        if !alert.alsoSeenIn.isEmpty {
            annotations["also_seen_in"] = alert.alsoSeenIn.map(\.description).joined(separator: "; ")
        }
        return annotations
    }

    private func link(from template: String, to alert: Alert) -> String {
        template.replacing("{signal}", with: alert.signal.rawValue)
            .replacing("{severity}", with: alert.severity.rawValue)
            .replacing("{incident_id}", with: alert.incidentID)
    }

    /// `OrderKeeperPaymentFailure`.
    private static func name(of alert: Alert) -> String {
        switch alert.evidence.test {
        case Evidence.daysOfCover: return "OrderKeeperStockCover"
        case Evidence.shareOfCancellations: return "OrderKeeperStockShare"
        default: break
        }
        let words = alert.signal.rawValue.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        return "OrderKeeper" + words.joined()
    }

    /// With one digit behind the point.
    private static func rounded(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }
}
