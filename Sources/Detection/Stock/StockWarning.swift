public import Commerce
public import Streaming

/// The early warning that a shelf will be empty before goods can come, as an alert.
///
/// It is arithmetic and no test: so many pieces are left, and so many sell within the lead. The evidence counts the pieces
/// wanted within it as trials, and those that will lack as bad outcomes.
public struct StockWarning: Sendable {
    /// The shelf: a sku, inside a warehouse where that is known.
    public let slice: Slice
    /// How long goods take to come.
    public let lead: Milliseconds

    /// The warnings about the shelf of `sku` in `warehouse`, whose goods take `lead` to come.
    public init(sku: String, warehouse: String, lead: Milliseconds) {
        let terms = [Slice.Term(.sku, sku), Slice.Term(.warehouse, warehouse)]
        slice = Slice(terms.filter { $0.value != Slice.unknown })
        self.lead = lead
    }

    /// What `news` says to a person and to a machine; `nil` when one of `silences` holds it back. The end of what was told
    /// is told whatever they say.
    public func alert(_ news: StockCover.News, at time: EventTime, silences: [Silence]) -> Alert? {
        switch news {
        case .low(let since, let left, let wanted):
            let isSilenced = silences.contains { $0.covers(.stockout, slice, at: time) }
            return isSilenced ? nil : alert(.firing, since, (left, wanted), at: time, .low(left, hours(left, wanted)))
        case .over(let since, 0, let wanted):
            return alert(.resolved, since, (0, wanted), at: time, .empty)
        case .over(let since, let left, let wanted):
            return alert(.resolved, since, (left, wanted), at: time, .enough(left, hours(left, wanted)))
        }
    }

    private func alert(
        _ status: Alert.Status,
        _ since: EventTime,
        _ pieces: (left: Int64, wanted: Int64),
        at time: EventTime,
        _ step: StockWording
    ) -> Alert {
        let id = StableID.make("inc", Evidence.daysOfCover, Incident.key(of: slice), "\(since.milliseconds)")
        let missing = Int(max(0, pieces.wanted - pieces.left))
        let sentences = step.sentences(slice)
        return Alert(
            id: StableID.make("alert", id, status.rawValue, "\(time.milliseconds)"),
            incidentID: id,
            status: status,
            severity: .warning,
            signal: .stockout,
            slice: slice,
            startedAt: since,
            occurredAt: time,
            evidence: Evidence(
                windowMinutes: Int(max(1, lead.rawValue / Milliseconds.minutes(1).rawValue)),
                observed: missing,
                trials: Int(pieces.wanted),
                expected: 0,
                lift: .infinity,
                pValue: 1,
                test: Evidence.daysOfCover
            ),
            impact: Impact(ordersAtRisk: missing, moneyAtRisk: [], sampleOrderIDs: []),
            alsoSeenIn: [],
            summary: sentences.english,
            summaries: sentences.byLanguage
        )
    }

    /// For how many hours `left` pieces last, where `wanted` sell within the lead.
    private func hours(_ left: Int64, _ wanted: Int64) -> Double {
        Double(left) / Double(max(1, wanted)) * Double(lead.rawValue) / Double(Milliseconds.hours(1).rawValue)
    }
}
