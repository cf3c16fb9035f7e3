/// Where an order stands. It follows from what has happened and when, not from the order in which it was heard of.
///
///     heardOf ─► placed ─► unconfirmed ─► paid ─► confirmed ─► shipped ─► delivered ─► returned
///                   └──────────┴────────────┴─────────┴────────────┴─► cancelled, refunded
///
/// What is further to the right counts, whatever is missing on the way. An order that was cancelled or refunded is kept
/// again when it is paid, confirmed or shipped at a later time, and one that is delivered was not lost.
enum OrderLife: String, CaseIterable {
    /// It was not placed, as far as is known: only other things were heard of it.
    case heardOf
    /// It may still be confirmed or paid in time.
    case placed
    /// Its deadline passed, and it is neither confirmed nor paid.
    case unconfirmed
    case paid
    case confirmed
    case shipped
    case delivered
    case returned
    case cancelled
    case refunded

    /// Whether nothing more is expected of it: no payment, no parcel.
    var isOver: Bool {
        switch self {
        case .delivered, .returned, .cancelled, .refunded: true
        case .heardOf, .placed, .unconfirmed, .paid, .confirmed, .shipped: false
        }
    }
}
