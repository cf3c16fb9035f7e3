import Commerce
import Kafka
import Streaming

@testable import Pipeline

/// Dangers of a few customers who are often in danger, and incidents that fire and end among them: what RETAIN reads. Caps,
/// open actions and the incidents make each decision depend on those before it. DETECT tells of each alert.
struct DangerStory {
    let records: [ProducedRecord]

    init(_ topology: Topology, seed: UInt64) {
        var chance = Chance(seed: seed ^ 0xDA)
        var records: [ProducedRecord] = []
        for number in 0..<120 {
            let customer = "C-\(Int.random(in: 0..<9, using: &chance))"
            let order = "O-\(Int.random(in: 0..<40, using: &chance))"
            let time = Self.time(Int64(number) * 5)
            let (kind, cause) = Self.dangers[Int.random(in: Self.dangers.indices, using: &chance)]
            let trigger = Trigger(
                id: StableID.make("trg", "\(number)"),
                kind: kind,
                cause: cause,
                occurredAt: time,
                orderID: order,
                customerID: customer,
                order: OrderFacts(placedAt: time, totalMinor: 5_000, currency: "EUR", channel: "app", country: "DE"),
                payment: PaymentFacts(
                    provider: chance.hits(0.5) ? "adyen" : "stripe",
                    method: "card",
                    issuer: "ing",
                    declineCode: "x"
                )
            )
            records.append(Self.record(trigger, in: topology))
            if number % 8 == 7 { records += Self.marks(at: time, topology) }
            // Some say why they cancelled.
            guard kind == .cancelled, chance.hits(0.5) else { continue }
            var reply = trigger
            (reply.kind, reply.cause, reply.order) = (.replied, .foundCheaper, .unknown)
            reply.id = StableID.make("trg", "reply", "\(number)")
            reply.occurredAt = time.advanced(by: .seconds(2))
            records.append(Self.record(reply, in: topology))
        }
        for (incident, status, second) in Self.steps {
            let alert = Alert.failing("adyen", incident, status, at: Self.time(second))
            let announced = [Progress.Announcement(id: alert.id, occurredAt: alert.occurredAt)]
            let progress = Progress(task: "signals-0", watermark: alert.occurredAt, alerts: announced)
            records += topology.marks(progress, in: topology.topics.notices)
            records.append(
                ProducedRecord(
                    topic: topology.topics.alerts,
                    key: Array(incident.utf8),
                    value: AlertCodec.encode(alert)
                )
            )
        }
        let end = Progress(task: "signals-0", watermark: Self.time(600))
        records += topology.marks(end, in: topology.topics.notices)
        records += Self.marks(at: Self.time(600), topology)
        self.records = records
    }

    /// How far each task of TRACK is.
    private static func marks(at time: EventTime, _ topology: Topology) -> [ProducedRecord] {
        topology.tasks(of: .track).flatMap { tracker in
            topology.marks(Progress(task: tracker.description, watermark: time), in: topology.topics.triggers)
        }
    }

    private static func record(_ trigger: Trigger, in topology: Topology) -> ProducedRecord {
        ProducedRecord(
            topic: topology.topics.triggers,
            key: Array(trigger.customerID.utf8),
            value: TriggerCodec.encode(trigger)
        )
    }

    private static let dangers: [(Trigger.Kind, Cause)] = [
        (.paymentFailed, .technical), (.paymentFailed, .funds), (.unconfirmed, .noPayment), (.cancelled, .changedMind),
        (.settled, .paid), (.wrongShipment, .picking), (.feedback, .lowScore), (.delayed, .promiseMissed),
    ]

    /// One incident after the other, none at the time of a danger.
    private static let steps: [(String, Alert.Status, Int64)] = (0..<8).flatMap { number in
        [(Alert.Status.firing, Int64(2)), (.updated, 22), (.resolved, 52)].map { status, second in
            ("inc-\(number)", status, Int64(number) * 70 + second)
        }
    }

    private static func time(_ seconds: Int64) -> EventTime {
        EventTime(milliseconds: CrashStory.noon.milliseconds + seconds * 1000)
    }
}
