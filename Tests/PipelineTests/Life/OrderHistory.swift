import Commerce
import Testing

@testable import Pipeline

/// What happens to one order, in the order in which it happens.
struct OrderHistory: CustomTestStringConvertible {
    let name: String
    let events: [[UInt8]]
    /// Where the order stands when everything was heard.
    let life: OrderLife
    /// Whether its customer is to be reminded to pay, when everything is heard before the deadline.
    var isReminded = false

    var testDescription: String { name }

    private static let hour: Int64 = 3_600
    private static let order = Events()

    /// Stories of every turn that an order can take.
    static let all: [OrderHistory] = [
        OrderHistory(
            name: "in good order",
            events: [
                order.placed(0), order.paid(20), order.confirmed(30), order.shipped(hour), order.delivered(2 * hour),
            ],
            life: .delivered
        ),
        OrderHistory(
            name: "paid at the third attempt",
            events: [
                order.placed(0), order.failed(10, method: "wallet"), order.failed(20), order.paid(30),
                order.captured(40),
            ],
            life: .paid
        ),
        OrderHistory(
            name: "never paid",
            events: [order.placed(0), order.failed(10), order.failed(20, code: "expired_card", method: "wallet")],
            life: .unconfirmed,
            isReminded: true
        ),
        OrderHistory(
            name: "cancelled, and confirmed after that",
            events: [order.placed(0), order.paid(5), order.cancelled(60), order.confirmed(120)],
            life: .confirmed
        ),
        OrderHistory(
            name: "cancelled, and paid after that",
            events: [order.placed(0), order.failed(5), order.cancelled(60), order.paid(90)],
            life: .paid
        ),
        OrderHistory(
            name: "cancelled, kept and cancelled again",
            events: [
                order.placed(0), order.cancelled(60), order.confirmed(120), order.cancelled(180), order.refunded(200),
            ],
            life: .cancelled
        ),
        OrderHistory(
            name: "paid and refunded",
            events: [order.placed(0), order.paid(20), order.confirmed(30), order.refunded(300)],
            life: .refunded
        ),
        OrderHistory(
            name: "without stock until it was found",
            events: [order.placed(0), order.reservationFailed(5), order.paid(10), order.confirmed(200)],
            life: .confirmed
        ),
        OrderHistory(
            name: "a wrong parcel that comes back",
            events: [
                order.placed(0), order.shipped(hour, warehouse: nil), order.delivered(2 * hour),
                order.misShipped(3 * hour), order.returned(4 * hour), order.refunded(5 * hour),
            ],
            life: .returned
        ),
        OrderHistory(
            name: "two parcels, the second later",
            events: [order.placed(0), order.confirmed(10), order.shipped(hour), order.shipped(2 * hour)],
            life: .shipped
        ),
        OrderHistory(
            name: "never placed, as far as is known",
            events: [order.failed(10), order.paid(20, method: "wallet"), order.cancelled(60)],
            life: .cancelled
        ),
    ]
}
