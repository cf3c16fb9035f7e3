// The closed word lists of the contract. A word that is not on its list is kept as `other`; an absent one as `unknown`.

/// How well the shop knows a customer.
public enum CustomerTier: String, CaseIterable, Sendable, BitwiseCopyable, Codable {
    case unknown
    case other
    case new
    case regular
    case vip
}

/// Why an order was cancelled, as the canceller said.
public enum CancelReason: String, CaseIterable, Sendable, BitwiseCopyable, Codable {
    case unknown
    case other
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
    case fraud
}

/// Who cancelled an order.
public enum Canceller: String, CaseIterable, Sendable, BitwiseCopyable, Codable {
    case unknown
    case other
    case customer
    case merchant
    case system
}

/// What went wrong with a parcel: in the warehouse, by its staff, or in the system.
public enum ShipmentFault: String, CaseIterable, Sendable, BitwiseCopyable, Codable {
    case unknown
    case other
    case stockRecord = "stock_record"
    case placement
    case picking
    case packing
    case labelling
    case address
    case orderDataWrong = "order_data_wrong"
    case orderDataLost = "order_data_lost"
}

/// What a provider's decline code means for what may be done next.
public enum DeclineFamily: String, CaseIterable, Sendable, BitwiseCopyable, Codable {
    /// The provider, the issuer or the network failed. Never blame the card.
    case technical
    /// Not enough money or over a limit.
    case funds
    /// The customer did not finish proving who they are.
    case authentication
    /// Expired, wrong or unsupported details. Never repeat as it is.
    case details
    /// "Do not honour" and its kind: the reason is not said.
    case ambiguous
    /// Fraud, lost or stolen. Never retry, never reveal.
    case fraud
}
