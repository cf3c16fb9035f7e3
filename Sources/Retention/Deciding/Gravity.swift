internal import Commerce

/// How grave a danger is. One order has one open action; a trigger that is graver than the one it answers takes its
/// place, any other waits until that one is closed or has expired.
///
///     fraud  >  wrong shipment  >  cancelled  >  everything else
///
/// Fraud is the gravest, so that an offer is withdrawn when the order turns out suspect.
enum Gravity: Int, Comparable {
    case endangered
    case cancelled
    case wrongShipment
    case fraud

    /// The gravity of a danger of this kind and cause.
    init(_ kind: Trigger.Kind, _ cause: Cause) {
        if cause == .fraud {
            self = .fraud
            return
        }
        switch kind {
        case .wrongShipment: self = .wrongShipment
        case .cancelled: self = .cancelled
        case .paymentFailed, .unconfirmed, .feedback, .delayed, .backInStock, .settled, .placed, .replied:
            self = .endangered
        }
    }

    /// Orders from less grave to graver.
    static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}
