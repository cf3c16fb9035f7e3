import Commerce
import Kafka
import Streaming

@testable import Pipeline

/// Orders of which everybody knows what must become of them, however often the processes die.
struct KillStory {
    let topics: Topics

    /// What waiving the shipping costs at most by the built-in policy, and what it may cost on a day, in cents: far less
    /// than is asked for.
    static let offer: Int64 = 600
    static let budget: Int64 = 80_000

    /// What must be said of an order.
    struct Fate: Equatable {
        var triggers: [Trigger.Kind] = []
        var actions = 0
        var decisions: [Decision.Outcome] = []
    }

    /// What must be said of order `number`.
    static func fate(_ number: Int) -> Fate {
        switch number % 6 {
        case 0: Fate(triggers: [.paymentFailed], actions: 1, decisions: [.acted])
        case 1: Fate()
        case 2: Fate(triggers: [.cancelled], actions: 1, decisions: [.acted])
        case 3: Fate(triggers: [.paymentFailed, .settled], actions: 1, decisions: [.acted, .saved, .closed])
        case 4: Fate(triggers: [.feedback], actions: 1, decisions: [.acted])
        default: Fate(triggers: [.unconfirmed], actions: 1, decisions: [.acted])
        }
    }

    /// The events of the orders with these numbers, that happened at `now` and shortly before.
    func events(_ numbers: Range<Int>, at now: Int64) -> [ProducedRecord] { numbers.flatMap { events($0, at: now) } }

    private func events(_ number: Int, at now: Int64) -> [ProducedRecord] {
        let orderID = "O-\(number)"
        func head(_ name: String, _ offset: Int64) -> SourceEvents.Head {
            SourceEvents.Head(
                eventID: "\(name)-\(number)",
                occurredAt: EventTime(milliseconds: now - 500 + offset),
                orderID: orderID,
                customerID: "C-\(number)"
            )
        }
        func record(_ type: EventType, key: String, _ value: [UInt8]) -> ProducedRecord {
            ProducedRecord(topic: topics.topic(of: type), key: Array(key.utf8), value: value)
        }
        let payment = SourceEvents.Payment(amountMinor: 900, currency: "EUR", provider: "adyen", issuer: "ing")
        let failed = SourceEvents.paymentFailed(head("failed", 100), payment, declineCode: "expired_card")
        let paid = SourceEvents.paymentAuthorized(head("paid", 200), payment)
        let order = SourceEvents.Order(currency: "EUR", totalMinor: 900, lines: [.init(sku: "S-\(number % 7)")])
        let placed = record(.orderPlaced, key: orderID, SourceEvents.orderPlaced(head("placed", 0), order))
        switch number % 6 {
        case 0: return [placed, record(.paymentFailed, key: orderID, failed)]
        case 1: return [placed, record(.paymentAuthorized, key: orderID, paid)]
        case 2:
            // Shipping is waived while there is money; afterwards they are thanked.
            let cancelled = SourceEvents.orderCancelled(head("cancelled", 100), reason: "shipping_cost")
            return [placed, record(.orderCancelled, key: orderID, cancelled)]
        case 3:
            return [
                placed, record(.paymentFailed, key: orderID, failed), record(.paymentAuthorized, key: orderID, paid),
            ]
        case 4:
            let feedback = SourceEvents.feedbackReceived(head("feedback", 100), score: 1)
            return [record(.feedbackReceived, key: "C-\(number)", feedback)]
        default:
            let sku = "S-\(number % 7)"
            let missing = SourceEvents.inventoryReservationFailed(head("missing", 100), sku: sku, quantityRequested: 1)
            return [record(.inventoryReservationFailed, key: sku, missing)]
        }
    }
}
