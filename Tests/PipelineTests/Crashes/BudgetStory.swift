import Commerce
import Kafka
import Retention
import Streaming

@testable import Pipeline

/// Late parcels of very important customers, for whom the policy has vouchers, and far less money than there are customers:
/// all RETAIN tasks ask one keeper. Among them trackers tell how far they are, so that deadlines pass, and DETECT how far it is.
struct BudgetStory {
    let records: [ProducedRecord]

    /// What the policy allows on a day, in cents, and what one voucher costs.
    static let budget: Int64 = 4_000
    static let voucher: Int64 = 800

    /// The built-in policy with so little money, and nobody held out.
    static var policy: RetentionPolicy {
        var policy = RetentionPolicy.builtIn
        policy.budgets = [Money(currency: "EUR", amountMinor: budget)]
        policy.holdOutPercent = 0
        return policy
    }

    init(_ topology: Topology, seed: UInt64) {
        var chance = Chance(seed: seed ^ 0xB0D)
        var records: [ProducedRecord] = []
        let trackers = topology.tasks(of: .track).map(\.description)
        for number in 0..<90 {
            let customer = "C-\(Int.random(in: 0..<45, using: &chance))"
            let time = EventTime(milliseconds: CrashStory.noon.milliseconds + Int64(number) * 5_000)
            let trigger = Trigger(
                id: StableID.make("trg", "\(number)"),
                kind: .delayed,
                cause: .promiseMissed,
                occurredAt: time,
                orderID: "O-\(number)",
                customerID: customer,
                order: OrderFacts(
                    placedAt: time.advanced(by: -.days(2)),
                    totalMinor: 5_000,
                    currency: "EUR",
                    tier: .vip,
                    country: "DE",
                    timeZone: "Europe/Berlin"
                )
            )
            let value = TriggerCodec.encode(trigger)
            records.append(ProducedRecord(topic: topology.topics.triggers, key: Array(customer.utf8), value: value))
            guard number % 15 == 14 else { continue }
            for tracker in trackers {
                let progress = Progress(task: tracker, watermark: time)
                records += topology.marks(progress, in: topology.topics.triggers)
            }
        }
        for minute in 0..<10 as Range<Int64> {
            let time = CrashStory.noon.asEventTime.advanced(by: .minutes(minute - 2))
            records += topology.marks(Progress(task: "signals-0", watermark: time), in: topology.topics.notices)
        }
        self.records = records
    }
}
