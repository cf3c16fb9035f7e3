import Streaming
import Testing

@testable import Commerce

@Suite("The codecs of our records")
struct RecordCodecTests {
    static let time = EventTime(milliseconds: 1_795_169_730_123)
    static let odd = "\"\\\u{0}\n太贵了🛒"

    static let alert = Alert(
        id: "AL-1",
        incidentID: "IN-1",
        status: .firing,
        severity: .critical,
        signal: .paymentFailure,
        slice: Slice([.init(.issuer, "icbc"), .init(.provider, "alipay")]),
        startedAt: time,
        occurredAt: time,
        evidence: Evidence(
            windowMinutes: 15,
            observed: 40,
            trials: 100,
            expected: 4.2,
            lift: 40 / 4.2,
            pValue: 1e-21,
            test: "beta-binomial",
            dispersion: 1.25,
            relativeVariance: 0.0225,
            cut: 1e-5,
            outcome: Slice([.init(.declineFamily, "technical")]),
            series: Evidence.Series(start: time, observed: [1, 39], trials: [40, 60], expected: [1.7, 2.5])
        ),
        impact: Impact(
            ordersAtRisk: 36,
            moneyAtRisk: [Money(currency: "CNY", amountMinor: 123)],
            sampleOrderIDs: ["O-1", odd]
        ),
        alsoSeenIn: [.all, Slice([.init(.country, "CN")])],
        summary: odd,
        summaries: ["zh-Hans": odd, "en": odd]
    )

    static let action = Action(
        id: "AC-1",
        triggerID: "T-1",
        kind: .remindToPay,
        orderID: "O-1",
        customerID: "C-1",
        trigger: .unconfirmed,
        cause: .noPayment,
        occurredAt: time,
        expiresAt: time,
        channel: "push",
        locale: "en",
        template: "t",
        text: odd,
        offer: Offer(kind: "voucher", percent: 10, costLimitMinor: 500, currency: "CNY", sku: "S"),
        policy: "p@1",
        rule: "r"
    )

    static let trigger = Trigger(
        id: "T-1",
        kind: .paymentFailed,
        cause: .funds,
        occurredAt: time,
        orderID: "O-1",
        customerID: "C-1",
        order: OrderFacts(placedAt: time, totalMinor: .min, tier: .vip, customMade: true, promisedAt: time),
        payment: PaymentFacts(provider: "alipay", method: "wallet", issuer: "icbc", declineCode: odd)
    )

    static let decision = Decision(
        id: "D-1",
        triggerID: "T-1",
        orderID: "O-1",
        customerID: "",
        trigger: .feedback,
        cause: .lowScore,
        occurredAt: time,
        outcome: .heldOut,
        reason: odd,
        policy: "p@1",
        rule: "r",
        actionID: "AC-1"
    )

    static let counts = SignalCounts(
        signal: .misShipment,
        task: "orders-3",
        pane: time,
        watermark: .distantPast,
        counts: [
            SliceCount(slice: .all, failures: 1, trials: 10),
            SliceCount(
                slice: alert.slice,
                failures: .max,
                trials: 0,
                amounts: [Money(currency: "CNY", amountMinor: .min), Money(currency: "USD", amountMinor: .max)],
                sampleOrderID: odd
            ),
        ]
    )

    @Test("an alert comes back the same", arguments: Alert.Status.allCases)
    func alerts(status: Alert.Status) throws {
        var alert = Self.alert
        alert.status = status
        alert.evidence.lift = status == .resolved ? .infinity : alert.evidence.lift
        #expect(try AlertCodec.decode(AlertCodec.encode(alert)) == alert)
        alert.alsoSeenIn = []
        alert.impact = Impact(ordersAtRisk: 0, moneyAtRisk: [], sampleOrderIDs: [])
        #expect(try AlertCodec.decode(AlertCodec.encode(alert)) == alert)
    }

    @Test("an action comes back the same", arguments: Action.Kind.allCases)
    func actions(kind: Action.Kind) throws {
        var action = Self.action
        action.kind = kind
        #expect(try ActionCodec.decode(ActionCodec.encode(action)) == action)
        action.offer = Offer(kind: "free_shipping")
        #expect(try ActionCodec.decode(ActionCodec.encode(action)) == action)
        action.offer = nil
        #expect(try ActionCodec.decode(ActionCodec.encode(action)) == action)
    }

    @Test("a decision comes back the same", arguments: Decision.Outcome.allCases)
    func decisions(outcome: Decision.Outcome) throws {
        var decision = Self.decision
        decision.outcome = outcome
        #expect(try DecisionCodec.decode(DecisionCodec.encode(decision)) == decision)
        decision.rule = nil
        decision.actionID = nil
        #expect(try DecisionCodec.decode(DecisionCodec.encode(decision)) == decision)
    }

    @Test("a trigger comes back the same", arguments: Cause.allCases)
    func triggers(cause: Cause) throws {
        var trigger = Self.trigger
        trigger.cause = cause
        #expect(try TriggerCodec.decode(TriggerCodec.encode(trigger)) == trigger)
        trigger.order = .unknown
        trigger.payment = nil
        trigger.occurredAt = EventTime(milliseconds: -1)
        #expect(try TriggerCodec.decode(TriggerCodec.encode(trigger)) == trigger)
    }

    @Test("signal counts come back the same", arguments: Signal.allCases)
    func signalCounts(signal: Signal) throws {
        var counts = Self.counts
        counts.signal = signal
        #expect(try SignalCountsCodec.decode(SignalCountsCodec.encode(counts)) == counts)
        counts.counts = []
        #expect(try SignalCountsCodec.decode(SignalCountsCodec.encode(counts)) == counts)
    }

    @Test("an alert has the bytes of the contract")
    func alertBytes() {
        var alert = Self.alert
        alert.summary = "s"
        alert.summaries = ["zh-Hans": "z", "en": "s"]
        alert.impact.sampleOrderIDs = ["O-1"]
        alert.evidence.lift = 9.5
        let json =
            #"{"type":"alert","alert_id":"AL-1","incident_id":"IN-1","status":"firing","severity":"critical","#
            + #""signal":"payment-failure","slice":{"provider":"alipay","issuer":"icbc"},"#
            + #""started_at":"2026-11-20T10:15:30.123Z","occurred_at":"2026-11-20T10:15:30.123Z","#
            + #""evidence":{"window_minutes":15,"observed":40,"trials":100,"expected":4.2,"lift":9.5,"#
            + #""p_value":1e-21,"test":"beta-binomial","#
            + #""dispersion":1.25,"relative_variance":0.0225,"cut":1e-05,"#
            + #""outcome":{"decline_family":"technical"},"#
            + #""series":{"start":"2026-11-20T10:15:30.123Z","observed":[1,39],"trials":[40,60],"expected":[1.7,2.5]}},"#
            + #""impact":{"orders_at_risk":36,"#
            + #""money_at_risk":[{"currency":"CNY","amount_minor":123}],"sample_order_ids":["O-1"]},"#
            + #""also_seen_in":[{},{"country":"CN"}],"summary":"s","#
            + #""summaries":{"en":"s","zh-Hans":"z"}}"#
        #expect(String(decoding: AlertCodec.encode(alert), as: UTF8.self) == json)
    }

    @Test("signal counts leave out what is empty")
    func countBytes() {
        var counts = Self.counts
        counts.watermark = EventTime(milliseconds: 5)
        counts.counts = [
            SliceCount(slice: .all, failures: 1, trials: 10),
            SliceCount(
                slice: Slice([.init(.provider, "alipay")]),
                failures: 2,
                trials: 3,
                amounts: [Money(currency: "CNY", amountMinor: 123)],
                sampleOrderID: "O-1"
            ),
        ]
        let json =
            #"{"type":"signal_counts","signal":"mis-shipment","task":"orders-3","pane":1795169730123,"watermark":5,"#
            + #""counts":[{"slice":[],"k":1,"n":10},"#
            + #"{"slice":["provider","alipay"],"k":2,"n":3,"amounts":{"CNY":123},"sample":"O-1"}]}"#
        #expect(String(decoding: SignalCountsCodec.encode(counts), as: UTF8.self) == json)
    }

    @Test(
        "a record with a fault is refused by the path of its field",
        arguments: [
            ("{}", "type", .missing), (#"{"type":"alert"}"#, "type", .badValue), ("[]", "$", .notObject),
            (#"{"type":"signal_counts","signal":"x"}"#, "signal", .badValue),
            (#"{"type":"signal_counts","signal":"stockout","task":"t","pane":1.5}"#, "pane", .wrongType),
            (counts(#"[5]"#), "counts[0]", .wrongType),
            (counts(#"[{"slice":["provider"],"k":1,"n":1}]"#), "counts[0].slice", .badValue),
            (counts(#"[{"slice":["planet","x"],"k":1,"n":1}]"#), "counts[0].slice.planet", .badValue),
            (
                counts(#"[{"slice":["sku","x","sku","y"],"k":1,"n":1}]"#), "counts[0].slice.sku", .badValue
            ),
            (counts(#"[{"slice":[1],"k":1,"n":1}]"#), "counts[0].slice[0]", .wrongType),
            (counts(#"[{"slice":[],"k":1}]"#), "counts[0].n", .missing),
            (counts(#"[{"slice":[],"k":99999999999999999999,"n":1}]"#), "counts[0].k", .outOfRange),
            (counts(#"[{"slice":[],"k":1,"n":1,"amounts":{"CNY":"1"}}]"#), "counts[0].amounts.CNY", .wrongType),
        ] as [(String, String, DecodeError.Fault)]
    )
    func faults(json: String, field: String, fault: DecodeError.Fault) {
        do {
            _ = try SignalCountsCodec.decode(Array(json.utf8))
            Issue.record("accepted \(json)")
        } catch {
            #expect(error.field == field && error.fault == fault, "\(error)")
        }
    }

    static func counts(_ array: String) -> String {
        #"{"type":"signal_counts","signal":"stockout","task":"t","pane":1,"watermark":2,"counts":\#(array)}"#
    }

    @Test("records cut anywhere are refused")
    func truncated() {
        let records: [([UInt8], ([UInt8]) throws -> Void)] = [
            (AlertCodec.encode(Self.alert), { _ = try AlertCodec.decode($0) }),
            (ActionCodec.encode(Self.action), { _ = try ActionCodec.decode($0) }),
            (DecisionCodec.encode(Self.decision), { _ = try DecisionCodec.decode($0) }),
            (TriggerCodec.encode(Self.trigger), { _ = try TriggerCodec.decode($0) }),
            (SignalCountsCodec.encode(Self.counts), { _ = try SignalCountsCodec.decode($0) }),
        ]
        for (bytes, decode) in records {
            for end in 0..<bytes.count {
                #expect(throws: DecodeError.self) { try decode(Array(bytes[..<end])) }
            }
        }
    }

    @Test("10,000 records with random bytes changed never trap", arguments: [1, 2])
    func mutated(seed: UInt64) {
        var hash = StableHash(seed: seed)
        func random(_ bound: Int) -> Int {
            hash.combine(seed)
            return Int(truncatingIfNeeded: hash.value >> 1) % bound
        }
        let alphabet = Array("{}[]\",:\\ue0-.5 9tn".utf8) + [0, 0x80, 0xED]
        let (alert, counts) = (AlertCodec.encode(Self.alert), SignalCountsCodec.encode(Self.counts))
        for _ in 0..<5000 {
            for (original, isAlert) in [(alert, true), (counts, false)] {
                var bytes = original
                for _ in 0...random(3) { bytes[random(bytes.count)] = alphabet[random(alphabet.count)] }
                _ = isAlert ? try? AlertCodec.decode(bytes).id : try? SignalCountsCodec.decode(bytes).task
            }
        }
    }
}
