public import Commerce
public import Streaming

/// How customers whose orders failed answer what is done for them.
///
/// Each order draws one number from 0 to 1. Below ``baseShare`` its customer comes back without being asked; above it by
/// less than the share of an action, that action brings her back. So the action adds exactly its share to the orders that
/// come back, and of several actions the strongest counts.
///
///     0 ────── baseShare ────── baseShare + share ────────────── 1
///        alone               because of the action      never
public struct ResponseConfiguration: Hashable, Sendable {
    /// The share of the orders given up or cancelled whose customers come back of their own accord.
    public var baseShare: Double
    /// What each kind of action adds, as a share of these orders.
    public var shares: [Action.Kind: Double]
    /// What other kinds add.
    public var otherShare: Double
    /// The mean time that a customer takes to come back.
    public var delayMean: Milliseconds

    /// Customers who come back with these shares.
    public init(
        baseShare: Double,
        shares: [Action.Kind: Double] = [:],
        otherShare: Double = 0,
        delayMean: Milliseconds = .minutes(12)
    ) {
        precondition(baseShare >= 0 && otherShare >= 0, "a share is not negative")
        precondition(shares.values.allSatisfy { $0 >= 0 && baseShare + $0 <= 1 }, "shares add up to 1 at most")
        self.baseShare = baseShare
        self.shares = shares
        self.otherShare = otherShare
        self.delayMean = delayMean
    }

    /// Customers as the demonstration has them: one of eight comes back alone, and actions move some more.
    public static let usual = ResponseConfiguration(
        baseShare: 0.12,
        shares: [
            .offerOtherMethod: 0.22, .finishAuthentication: 0.3, .correctDetails: 0.3, .retryPayment: 0.18,
            .remindToPay: 0.12, .offerPayLater: 0.15, .offerSubstitute: 0.15, .exchange: 0.1, .voucher: 0.15,
            .matchPrice: 0.2, .waiveShipping: 0.2, .freeExpress: 0.15, .guestCheckout: 0.2, .notifyBackInStock: 0.2,
        ],
        otherShare: 0.03
    )

    /// What an action of this kind adds.
    public func share(of kind: Action.Kind) -> Double { shares[kind] ?? otherShare }
}
