internal import Streaming

/// Moments that look like chance and are not: the same thing always has the same one.
enum Spread {
    /// The moment of the thing `id` within `length`.
    static func turn(of id: String, over length: Milliseconds) -> Milliseconds {
        guard length > .zero else { return .zero }
        var hash = StableHash()
        hash.combine("turn")
        hash.combine(id)
        return Milliseconds(Int64(hash.value % UInt64(length.rawValue)))
    }

    /// Whether `customer` belongs to the `percent` of customers who are held out of `policy`.
    static func isHeldOut(_ customer: String, of policy: String, percent: Int) -> Bool {
        var hash = StableHash()
        hash.combine("hold-out")
        hash.combine(policy)
        hash.combine(customer)
        return hash.value % 10_000 < UInt64(percent) * 100
    }
}
