public import Streaming

/// How often customers, banks and warehouses of a calm shop do what, and how soon.
public struct BehaviourConfiguration: Hashable, Sendable {
    /// The share of the orders for which no payment is ever attempted.
    public var neverPaidShare = 0.015
    /// The share of failed attempts that are tried again.
    public var retryShare = 0.4
    /// The share of retries that fail again when the bank and the provider are well.
    public var retryFailureShare = 0.15
    /// The share of retries that use another provider or bank than before.
    public var switchShare = 0.3
    /// How many attempts an order makes at most.
    public var attemptsMax = 4
    /// The share of customers who cancel after a failed payment they do not try again.
    public var cancelAfterFailureShare = 0.12
    /// How long an unpaid order lives before the system cancels it.
    public var unpaidExpiry = Milliseconds.hours(24)
    /// The share of the orders that their customers, or the merchant for fraud, cancel for reasons of their own.
    public var cancellationShare = 0.025
    /// The share of the paid orders whose confirmation is stuck for hours.
    public var stuckShare = 0.003
    /// The share of the order lines whose reservation fails because the records are wrong.
    public var reservationFailureShare = 0.005
    /// The share of the parcels that are wrong.
    public var misShipmentShare = 0.003
    /// The share of the delivered orders that are sent back.
    public var returnShare = 0.04
    /// The share of the delivered orders whose customers say what they think.
    public var feedbackShare = 0.08
    /// The share of customers whose preferences are told in the first minute of the stream.
    public var preferencesShare = 0.3
    /// How many customers change their preferences in an hour.
    public var preferenceChangesPerHour = 20.0
    /// The median time from confirmation to shipment.
    public var shippingMedian = Milliseconds.hours(3)
    /// The median time from shipment to delivery.
    public var deliveryMedian = Milliseconds.hours(30)
    /// The median time from delivery to feedback, of those who give any.
    public var feedbackMedian = Milliseconds.hours(8)
    /// The standard deviation, on the logit, of the slow drift of every rate; zero for none.
    public var driftDeviation = 0.15
    /// How rates move beside that.
    public var restlessness = RestlessnessConfiguration()

    /// How customers come back whose orders failed; `nil`: they do not.
    public var responses: ResponseConfiguration?

    /// The behaviour of a calm shop.
    public init() {}

    /// The share of the orders that a calm shop has not confirmed when their deadline passes, roughly.
    ///
    /// A lift of the unconfirmed orders is relative to it.
    public var unconfirmedShare: Double {
        let failed = 0.076 * (1 - retryShare * (1 - retryFailureShare))
        return neverPaidShare + failed + stuckShare
    }
}
