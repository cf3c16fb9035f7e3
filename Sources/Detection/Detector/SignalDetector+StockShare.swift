internal import Commerce
internal import Streaming

// How much of what is cancelled is cancelled for want of stock: no incident, but a finding.
extension SignalDetector {
    /// Counts the cancellations of `minute`, whose counts are `entries`, and says what there is to say of the day before.
    mutating func shareOfStock(_ minute: Int, _ entries: [Int32: PendingMinute.Entry]) -> [Alert] {
        guard signal == .cancellation, rules.stockShareMax < 1 else { return [] }
        var (cancelled, forStock) = (0, 0)
        for (slot, entry) in entries {
            let name = table.names[Int(slot)]
            guard name.terms.count == 1, let reason = name.value(of: .reason), reason != Slice.oneCustomerReason
            else { continue }
            cancelled += entry.failures
            if name == Self.forStock { forStock = entry.failures }
        }
        let news = stockShare.count(
            cancelled: cancelled,
            forStock: forStock,
            minute: minute,
            most: rules.stockShareMax
        )
        guard let news else { return [] }
        let end = Self.start(of: minute + 1)
        let isSilenced = rules.silences.contains { $0.covers(signal, Self.forStock, at: end) }
        return news.isHigh && isSilenced ? [] : [alert(news, at: end)]
    }

    private static let forStock = Slice([.init(.reason, CancelReason.outOfStock.rawValue)])

    /// The finding as an alert: it is arithmetic and no test, and what is too much is the share that is allowed.
    private func alert(_ news: StockShare.News, at time: EventTime) -> Alert {
        let since = Self.start(of: news.since * 60)
        let id = StableID.make("inc", Evidence.shareOfCancellations, "\(since.milliseconds)")
        let status: Alert.Status = news.isHigh ? .firing : .resolved
        let allowed = rules.stockShareMax * Double(news.cancelled)
        let sentences = StockWording.share(news).sentences(Self.forStock)
        return Alert(
            id: StableID.make("alert", id, status.rawValue, "\(time.milliseconds)"),
            incidentID: id,
            status: status,
            severity: .warning,
            signal: signal,
            slice: Self.forStock,
            startedAt: since,
            occurredAt: time,
            evidence: Evidence(
                windowMinutes: 1440,
                observed: news.forStock,
                trials: news.cancelled,
                expected: allowed,
                lift: Double(news.forStock) / max(allowed, 1e-9),
                pValue: 1,
                test: Evidence.shareOfCancellations
            ),
            impact: Impact(ordersAtRisk: news.forStock, moneyAtRisk: [], sampleOrderIDs: []),
            alsoSeenIn: [],
            summary: sentences.english,
            summaries: sentences.byLanguage
        )
    }
}
