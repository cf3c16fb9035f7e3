/// What DETECT watches: a count of bad outcomes among trials, per slice.
public enum Signal: String, CaseIterable, Sendable, BitwiseCopyable, Codable {
    /// Orders whose payment attempt failed, of orders attempted.
    case paymentFailure = "payment-failure"
    /// Orders cancelled, against orders placed.
    case cancellation
    /// Reservations failed, of reservations (order lines).
    case stockout
    /// Orders not confirmed when their deadline passes, of orders whose deadline passes.
    case unconfirmed
    /// Parcels reported wrong, against parcels shipped.
    case misShipment = "mis-shipment"
    /// Events per source and provider: silence is too few, a flood too many. Events are trials; nothing is bad in itself.
    case volume

    /// The signal's place in the list: what a packed slice key carries.
    public var ordinal: Int {
        switch self {
        case .paymentFailure: 0
        case .cancellation: 1
        case .stockout: 2
        case .unconfirmed: 3
        case .misShipment: 4
        case .volume: 5
        }
    }

    /// Whether each bad outcome is one of the trials of the same pane, so that the rate is a binomial proportion.
    ///
    /// A cancellation today is of an order placed last week: those counts are judged against an exposure instead.
    public var isProportion: Bool {
        switch self {
        case .paymentFailure, .unconfirmed, .stockout: true
        case .cancellation, .misShipment, .volume: false
        }
    }
}
