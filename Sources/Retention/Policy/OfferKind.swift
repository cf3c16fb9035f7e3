/// What can be given to a customer: `offer.kind` of the policy file.
public enum OfferKind: String, CaseIterable, Sendable {
    case voucher
    case freeShipping = "free_shipping"
    case freeExpress = "free_express"
    case priceMatch = "price_match"
    case substitute
    case exchange
    case extendedReturn = "extended_return"

    /// Whether it costs the shop money that the order would not have cost.
    ///
    /// An offer of value is marketing: it needs consent, has a cost limit, and is withheld from serial cancellers and
    /// after a suspicion of fraud. The others serve the order that the customer placed and are always allowed, except
    /// in answer to fraud.
    public var isOfValue: Bool {
        switch self {
        case .voucher, .freeShipping, .freeExpress, .priceMatch: true
        case .substitute, .exchange, .extendedReturn: false
        }
    }

    /// Whether it can be a percentage.
    var takesPercent: Bool { self == .voucher || self == .priceMatch }

    /// Whether it is for one product.
    var isForProduct: Bool {
        switch self {
        case .voucher, .priceMatch, .substitute, .exchange: true
        case .freeShipping, .freeExpress, .extendedReturn: false
        }
    }
}
