internal import Commerce

extension Action.Kind {
    /// The offer without which the action would promise something that nothing limits.
    var requiredOffer: OfferKind? {
        switch self {
        case .voucher: .voucher
        case .matchPrice: .priceMatch
        case .waiveShipping: .freeShipping
        case .freeExpress: .freeExpress
        default: nil
        }
    }

    /// Whether it names other ways to pay.
    var namesMethods: Bool { self == .offerOtherMethod || self == .offerPayLater }

    /// Whether it sends the customer back to the method of payment that was tried.
    var returnsToMethod: Bool {
        switch self {
        case .retryPayment, .finishAuthentication, .correctDetails, .remindToPay: true
        default: false
        }
    }
}
