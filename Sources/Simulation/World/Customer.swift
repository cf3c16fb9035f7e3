import Commerce

/// A customer, and what she usually does.
struct Customer: Sendable, BitwiseCopyable {
    var tier: CustomerTier
    var country: UInt8
    var channel: UInt8
    /// Her usual instrument, an index of ``World/instruments``.
    var instrument: UInt8
    /// Her usual method, an index of the provider's methods.
    var method: UInt8

    /// How much more often a customer of this tier orders.
    var activity: Double {
        switch tier {
        case .vip: 3
        case .new: 0.5
        default: 1
        }
    }
}
