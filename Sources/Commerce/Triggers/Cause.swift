/// Why an order is in danger, or why it no longer is. Which causes go with which ``Trigger/Kind`` is said per case.
public enum Cause: String, CaseIterable, Sendable, Codable {
    // payment_failed: the decline family.
    case technical
    case funds
    case authentication
    case details
    case ambiguous
    // payment_failed and cancelled.
    case fraud
    // unconfirmed.
    case noPayment = "no_payment"
    case stock
    // cancelled: the canceller's reason.
    case changedMind = "changed_mind"
    case outOfStock = "out_of_stock"
    case deliveryTooSlow = "delivery_too_slow"
    case paymentFailed = "payment_failed"
    case priceChanged = "price_changed"
    case foundCheaper = "found_cheaper"
    case shippingCost = "shipping_cost"
    case returnPolicy = "return_policy"
    case paymentMethod = "payment_method"
    case accountRequired = "account_required"
    case wrongItem = "wrong_item"
    case duplicate
    case other
    case unknown
    // wrong_shipment: the fault.
    case stockRecord = "stock_record"
    case placement
    case picking
    case packing
    case labelling
    case address
    case orderDataWrong = "order_data_wrong"
    case orderDataLost = "order_data_lost"
    // feedback.
    case lowScore = "low_score"
    // delayed.
    case promiseMissed = "promise_missed"
    // back_in_stock.
    case replenished
    // settled.
    case paid
    case confirmed
    case delivered
    case returned
    case refunded
    // placed.
    case placed
}
