import Commerce
import Streaming
import Testing

@Suite("What Alertmanager is told")
struct AlertmanagerTests {
    private static let noon = EventTime(milliseconds: 1_795_176_000_000)

    private static func alert(
        _ status: Alert.Status,
        _ minute: Int64,
        _ severity: Alert.Severity = .warning,
        incident: String = "inc-1"
    ) -> Alert {
        Alert(
            id: "alert-\(incident)-\(minute)",
            incidentID: incident,
            status: status,
            severity: severity,
            signal: .paymentFailure,
            slice: Slice([.init(.provider, "alipay"), .init(.issuer, "icbc")]),
            startedAt: noon,
            occurredAt: noon.advanced(by: .minutes(minute)),
            evidence: Evidence(
                windowMinutes: 5,
                observed: 17,
                trials: 37,
                expected: 2.55,
                lift: 17 / 2.55,
                pValue: 1.2e-9,
                test: "beta-binomial"
            ),
            impact: Impact(
                ordersAtRisk: 14,
                moneyAtRisk: [Money(currency: "CNY", amountMinor: 12_345), Money(currency: "EUR", amountMinor: 7)],
                sampleOrderIDs: ["O-1", "O-2"]
            ),
            alsoSeenIn: [Slice([.init(.declineFamily, "technical")])],
            summary: "A \"sentence\".",
            summaries: ["en": "A \"sentence\".", "zh-Hans": "一句话。"]
        )
    }

    @Test("is what POST /api/v2/alerts takes: labels, annotations, startsAt")
    func bytes() {
        let translation = AlertmanagerTranslation(
            runbook: "https://runbooks.example/{signal}?severity={severity}&id={incident_id}"
        )
        let bytes = AlertmanagerAlert.encode([translation.translate(Self.alert(.firing, 4))])
        let json =
            #"[{"labels":{"alertname":"OrderKeeperPaymentFailure","incident_id":"inc-1","issuer":"icbc","#
            + #""provider":"alipay","severity":"warning","signal":"payment-failure"},"#
            + #""annotations":{"also_seen_in":"decline_family=technical","expected":"2.6","lift":"6.7","#
            + #""money_at_risk_minor":"CNY 12345, EUR 7","observed":"17","orders_at_risk":"14","p_value":"1.2e-09","#
            + #""runbook_url":"https://runbooks.example/payment-failure?severity=warning&id=inc-1","#
            + #""sample_orders":"O-1, O-2","slice":"provider=alipay, issuer=icbc","status":"firing","#
            + #""summary":"A \"sentence\".","summary_zh":"一句话。","trials":"37","window":"5m"},"#
            + #""startsAt":"2026-11-20T12:00:00.000Z"}]"#
        #expect(String(decoding: bytes, as: UTF8.self) == json)
    }

    @Test("ends what is resolved, and nothing else")
    func ends() {
        let translation = AlertmanagerTranslation()
        for status in [Alert.Status.firing, .updated, .recovering] {
            #expect(translation.translate(Self.alert(status, 4)).endsAt == nil)
        }
        let resolved = translation.translate(Self.alert(.resolved, 30))
        #expect(resolved.endsAt == Self.noon.advanced(by: .minutes(30)))
        #expect(resolved.labels == translation.translate(Self.alert(.firing, 4)).labels)
        #expect(resolved.annotations["runbook_url"] == nil)
    }

    @Test("is one alert for an incident, as it is now, whatever the order in which its alerts come")
    func newest() {
        let life = [Self.alert(.firing, 4), Self.alert(.updated, 14), Self.alert(.recovering, 40)]
        let told = AlertmanagerTranslation().translate(life + life.reversed())
        #expect(told.map { $0.annotations["status"] } == ["recovering"])
        #expect(told.map(\.startsAt) == [Self.noon])
    }

    @Test("ends the warning where the incident becomes critical, because its labels change")
    func raised() {
        let life = [Self.alert(.firing, 4), Self.alert(.updated, 9, .critical), Self.alert(.resolved, 50, .critical)]
        let other = Self.alert(.firing, 5, incident: "inc-0")
        let told = AlertmanagerTranslation().translate(life + [other])
        #expect(told.map { $0.labels["incident_id"] } == ["inc-0", "inc-1", "inc-1"])
        #expect(told.map { $0.labels["severity"] } == ["warning", "warning", "critical"])
        #expect(told.map(\.startsAt) == [0, 0, 9].map { Self.noon.advanced(by: .minutes($0)) })
        let ends: [Int64?] = [nil, 9, 50]
        #expect(told.map(\.endsAt) == ends.map { $0.map { Self.noon.advanced(by: .minutes($0)) } })
    }

    @Test("has a name for every signal, and no label that is empty")
    func names() {
        let names = Signal.allCases.map { signal in
            var alert = Self.alert(.firing, 4)
            alert.signal = signal
            alert.slice = Slice([.init(.provider, ""), .init(.sku, "S-1")])
            let labels = AlertmanagerTranslation().translate(alert).labels
            #expect(labels["provider"] == nil && labels["sku"] == "S-1")
            return labels["alertname"] ?? ""
        }
        #expect(Set(names).count == Signal.allCases.count)
        let isName = { (name: String) in name.utf8.allSatisfy { (65...90).contains($0) || (97...122).contains($0) } }
        #expect(names.allSatisfy(isName))
    }
}
