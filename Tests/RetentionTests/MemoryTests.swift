import Commerce
import Retention
import Streaming
import Testing

@Suite("A customer's memory")
struct MemoryTests {
    @Test("is empty when the watermark has passed all that could matter")
    func forgets() {
        var desk = Desk()
        _ = desk.decide(danger(.delayed, .promiseMissed, order: "O-1", at: 0, tier: .vip))
        _ = desk.decide(danger(.cancelled, .changedMind, order: "O-2", at: 1))
        _ = desk.decide(danger(.paymentFailed, .fraud, order: "O-3", at: 2))
        #expect(!desk.memory.isEmpty)
        _ = desk.wake(at: 70 * 1440)
        desk.memory.forget(before: minute(80 * 1440))
        #expect(desk.memory.openIDs.isEmpty)
        #expect(desk.memory.days.isEmpty)
        #expect(desk.memory.voucherAt == minute(0))
        desk.memory.forget(before: minute(90 * 1440 + 2))
        #expect(desk.memory.isEmpty)
    }

    @Test("keeps what a watermark has not passed, so that forgetting changes no verdict")
    func keeps() {
        var kept = Desk()
        _ = kept.decide(danger(.feedback, .lowScore, order: "O-1", at: 600))
        _ = kept.decide(danger(.feedback, .lowScore, order: "O-2", at: 601))
        var forgot = kept
        forgot.memory.forget(before: minute(601))
        for trigger in [danger(.feedback, .lowScore, order: "O-3", at: 602), danger(.cancelled, .other, at: 603)] {
            #expect(kept.decide(trigger) == forgot.decide(trigger))
        }
    }

    @Test("keeps the newest preferences, whatever the order in which they come")
    func preferences() {
        var memory = CustomerMemory()
        let newest = memory.apply(CustomerPreferences(marketingConsent: false), at: minute(10))
        let older = memory.apply(CustomerPreferences(marketingConsent: true), at: minute(9))
        #expect(newest && !older)
        #expect(memory.preferences?.marketingConsent == false)
        memory.forget(before: minute(1_000_000))
        #expect(!memory.isEmpty, "the customer's will is not forgotten")
    }

    @Test("is bounded in orders")
    func bounded() {
        var desk = Desk()
        for index in 0..<100 { _ = desk.decide(danger(.settled, .paid, order: "O-\(index)", at: Int64(index))) }
        #expect(desk.memory.orders.count == CustomerMemory.ordersMax)
    }
}
