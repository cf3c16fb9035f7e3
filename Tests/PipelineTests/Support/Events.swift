import Commerce
import Streaming

/// Short ways to write the events of one order.
struct Events {
    var orderID = "O-1"
    var customerID: String? = "C-1"

    /// The head of an event `seconds` after noon; its id says what and when.
    func head(_ name: String, _ seconds: Int64) -> SourceEvents.Head {
        SourceEvents.Head(
            eventID: "\(name)-\(orderID)-\(seconds)",
            occurredAt: EventTime(milliseconds: Driver.noon.milliseconds + seconds * 1000),
            orderID: orderID,
            customerID: customerID
        )
    }

    func placed(_ seconds: Int64, sku: String = "S-1", tier: String? = nil, locale: String? = nil) -> [UInt8] {
        let order = SourceEvents.Order(
            customerTier: tier,
            channel: "app",
            country: "DE",
            currency: "EUR",
            totalMinor: 5_000,
            lines: [
                SourceEvents.Line(sku: sku, category: "shoes", warehouse: "W-1", quantity: 1, unitPriceMinor: 5_000)
            ],
            locale: locale
        )
        return SourceEvents.orderPlaced(head("placed", seconds), order)
    }

    private func payment(_ method: String) -> SourceEvents.Payment {
        SourceEvents.Payment(amountMinor: 5_000, currency: "EUR", provider: "adyen", method: method, issuer: "ing")
    }

    func paid(_ seconds: Int64, method: String = "card") -> [UInt8] {
        SourceEvents.paymentAuthorized(head("paid", seconds), payment(method))
    }

    func captured(_ seconds: Int64) -> [UInt8] {
        SourceEvents.paymentCaptured(head("captured", seconds), payment("card"))
    }

    func failed(_ seconds: Int64, code: String = "insufficient_funds", method: String = "card") -> [UInt8] {
        SourceEvents.paymentFailed(head("failed", seconds), payment(method), declineCode: code)
    }

    func refunded(_ seconds: Int64) -> [UInt8] {
        SourceEvents.paymentRefunded(head("refunded", seconds), payment("card"))
    }

    /// Shipped, with a promise an hour later.
    func shipped(_ seconds: Int64, warehouse: String? = "W-2") -> [UInt8] {
        SourceEvents.orderShipped(
            head("shipped", seconds),
            carrier: "dhl",
            warehouse: warehouse,
            promisedAt: head("", seconds + 3600).occurredAt
        )
    }

    func delivered(_ seconds: Int64) -> [UInt8] { SourceEvents.orderDelivered(head("delivered", seconds)) }

    func returned(_ seconds: Int64) -> [UInt8] { SourceEvents.orderReturned(head("returned", seconds)) }

    func misShipped(_ seconds: Int64) -> [UInt8] {
        SourceEvents.fulfilmentMisShipped(head("wrong", seconds), warehouse: "W-2", carrier: "dhl", cause: "picking")
    }

    func confirmed(_ seconds: Int64) -> [UInt8] { SourceEvents.orderConfirmed(head("confirmed", seconds)) }

    func cancelled(_ seconds: Int64, reason: String = "changed_mind") -> [UInt8] {
        SourceEvents.orderCancelled(head("cancelled", seconds), reason: reason, cancelledBy: "customer")
    }

    func reservationFailed(_ seconds: Int64, sku: String = "S-1") -> [UInt8] {
        SourceEvents.inventoryReservationFailed(
            head("reserve", seconds),
            sku: sku,
            warehouse: "W-1",
            quantityRequested: 1
        )
    }
}
