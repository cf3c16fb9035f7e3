import Commerce
import Streaming

extension Alert {
    /// A step of `incident`, in which the payments of `provider` fail.
    static func failing(
        _ provider: String,
        _ incident: String,
        _ status: Alert.Status,
        at time: EventTime
    ) -> Alert {
        Alert(
            id: StableID.make("alt", incident, status.rawValue),
            incidentID: incident,
            status: status,
            severity: .critical,
            signal: .paymentFailure,
            slice: Slice([Slice.Term(.provider, provider)]),
            startedAt: time,
            occurredAt: time,
            evidence: Evidence(
                windowMinutes: 5,
                observed: 40,
                trials: 100,
                expected: 5,
                lift: 8,
                pValue: 1e-9,
                test: "beta-binomial"
            ),
            impact: Impact(ordersAtRisk: 35, moneyAtRisk: [], sampleOrderIDs: []),
            alsoSeenIn: [],
            summary: "\(provider) fails"
        )
    }
}
