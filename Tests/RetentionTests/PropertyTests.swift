import Commerce
import Retention
import Streaming
import Testing

@Suite("Whatever triggers come, in whatever order,")
struct PropertyTests {
    /// SplitMix64: the same numbers for the same seed, everywhere.
    struct Chance: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// What a reader of the topics would know, kept apart from the memory that is tested.
    struct Ledger {
        var actions: [Action] = []
        var ended: Set<String> = []
        var suspicions: [EventTime] = []
        var now = EventTime.distantPast
    }

    @Test("no cap is exceeded, no order has two open actions, fraud gets nothing of value", arguments: 1...UInt64(200))
    func holds(seed: UInt64) throws {
        var chance = Chance(state: seed)
        var desk = Desk()
        if seed.isMultiple(of: 2) { desk.incidents.apply(alert(.firing, [.init(.provider, "alipay")])) }
        if seed.isMultiple(of: 3) { desk.memory.apply(CustomerPreferences(marketingConsent: true), at: minute(0)) }
        var ledger = Ledger()
        var clock: Int64 = 0
        for _ in 0..<250 {
            clock += Int64.random(in: 0...500, using: &chance)
            let trigger = Self.trigger(at: clock - Int64.random(in: 0...1500, using: &chance), &chance)
            var copy = desk
            let verdict = desk.decide(trigger)
            let again = copy.decide(trigger)
            #expect(again == verdict && copy.memory == desk.memory, "deterministic, seed \(seed)")
            try check(verdict, trigger, &ledger, desk, seed)
            if Int.random(in: 0..<10, using: &chance) == 0 { desk.memory.forget(before: minute(clock - 1500)) }
        }
        #expect(ledger.actions.count > 20, "a sequence that acts, seed \(seed)")
    }

    private static func trigger(at minutes: Int64, _ chance: inout Chance) -> Trigger {
        let kind = Trigger.Kind.allCases.randomElement(using: &chance) ?? .settled
        let fraud = Int.random(in: 0..<40, using: &chance) == 0
        let causes = kind.causes.filter { $0 != .fraud }
        let cause = fraud && kind.causes.contains(.fraud) ? .fraud : causes.randomElement(using: &chance) ?? .paid
        return danger(
            kind,
            cause,
            order: "O-\(Int.random(in: 0..<6, using: &chance))",
            at: minutes,
            tier: CustomerTier.allCases.randomElement(using: &chance) ?? .vip,
            locale: ["en", "zh-Hans"].randomElement(using: &chance) ?? "en",
            payment: Bool.random(using: &chance) ? alipay : nil
        )
    }

    private func check(
        _ verdict: Verdict,
        _ trigger: Trigger,
        _ ledger: inout Ledger,
        _ desk: Desk,
        _ seed: UInt64
    ) throws {
        ledger.now = max(ledger.now, trigger.occurredAt)
        if trigger.cause == .fraud { ledger.suspicions.append(trigger.occurredAt) }
        if trigger.kind == .replied { return try checkReply(verdict, trigger, &ledger, desk, seed) }
        let isNews = trigger.kind == .placed
        #expect(isNews || verdict.decision.triggerID == trigger.id, "seed \(seed)")
        guard !isNews else {
            #expect(verdict.actions.isEmpty && verdict.decisions.allSatisfy { $0.outcome == .saved }, "seed \(seed)")
            for id in verdict.decisions.compactMap(\.actionID) { ledger.ended.insert(id) }
            return
        }
        #expect((verdict.action != nil) == (verdict.decision.outcome == .acted), "seed \(seed)")
        for id in verdict.alsoDecided.compactMap(\.actionID) { ledger.ended.insert(id) }
        if verdict.decision.outcome == .closed, let id = verdict.decision.actionID { ledger.ended.insert(id) }
        guard let action = verdict.action else { return }
        checkAction(action, trigger, &ledger, desk, seed)
    }

    /// A reply first ends what was open for the order, and is then answered as any danger, or it changes nothing.
    private func checkReply(
        _ verdict: Verdict,
        _ trigger: Trigger,
        _ ledger: inout Ledger,
        _ desk: Desk,
        _ seed: UInt64
    ) throws {
        guard let answer = verdict.decisions.last else { return #expect(verdict.actions.isEmpty, "seed \(seed)") }
        #expect(answer.triggerID == trigger.id && answer.trigger == .cancelled, "seed \(seed)")
        #expect(verdict.decisions.first?.outcome == .superseded, "seed \(seed)")
        for id in verdict.decisions.dropLast().compactMap(\.actionID) { ledger.ended.insert(id) }
        if let action = verdict.actions.last { checkAction(action, trigger, &ledger, desk, seed) }
    }

    private func checkAction(
        _ action: Action,
        _ trigger: Trigger,
        _ ledger: inout Ledger,
        _ desk: Desk,
        _ seed: UInt64
    ) {
        let open = ledger.actions.filter { $0.expiresAt > ledger.now && !ledger.ended.contains($0.id) }
        #expect(!open.contains { $0.orderID == action.orderID }, "one open action, seed \(seed)")
        #expect(action.expiresAt > ledger.now, "not older than its deadline, seed \(seed)")
        #expect(trigger.kind != .settled, "settled never acts, seed \(seed)")
        let day = Int64(86_400_000)
        // All of them live in Shanghai.
        let ahead = Int64(8 * 3_600_000)
        let sameDay = ledger.actions.filter {
            ($0.occurredAt.milliseconds + ahead) / day == (action.occurredAt.milliseconds + ahead) / day
        }
        #expect(sameDay.count < 2, "two a day, seed \(seed)")
        checkOffer(action, ledger, seed)
        if !desk.incidents.firing(for: trigger).isEmpty {
            let back: [Action.Kind] = [.retryPayment, .finishAuthentication, .correctDetails, .remindToPay]
            #expect(!back.contains(action.kind), "not back to what is down, seed \(seed)")
        }
        ledger.actions.append(action)
    }

    private func checkOffer(_ action: Action, _ ledger: Ledger, _ seed: UInt64) {
        if action.cause == .fraud {
            #expect(action.kind == .review && action.offer == nil, "fraud is reviewed, seed \(seed)")
        }
        guard let kind = action.offer.flatMap({ OfferKind(rawValue: $0.kind) }), kind.isOfValue else { return }
        let pause = RetentionPolicy.builtIn.caps.noValueAfterFraud
        let isSuspect = ledger.suspicions.contains { action.occurredAt < $0.advanced(by: pause) }
        #expect(!isSuspect, "nothing of value after fraud, seed \(seed)")
        #expect(action.offer?.costLimitMinor != nil, "limited, seed \(seed)")
        guard kind == .voucher else { return }
        let every = RetentionPolicy.builtIn.caps.voucherEvery
        let vouchers = ledger.actions.filter { $0.offer?.kind == OfferKind.voucher.rawValue }
        #expect(
            vouchers.allSatisfy { action.occurredAt >= $0.occurredAt.advanced(by: every) },
            "one voucher in 30 days, seed \(seed)"
        )
    }
}
