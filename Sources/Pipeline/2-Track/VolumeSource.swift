/// Where an event of the shop was read: what the signal `volume` calls `source`.
enum VolumeSource: String, CaseIterable, BitwiseCopyable {
    case orders
    case payments
    case fulfilment
    case inventory
    case feedback
    case customers

    /// The source that `topic` is; `nil` when it is not the shop's.
    init?(topic: String, of topics: Topics) {
        switch topic {
        case topics.orders: self = .orders
        case topics.payments: self = .payments
        case topics.fulfilment: self = .fulfilment
        case topics.inventory: self = .inventory
        case topics.feedback: self = .feedback
        case topics.customers: self = .customers
        default: return nil
        }
    }

    /// The source's place in the list.
    var ordinal: Int {
        switch self {
        case .orders: 0
        case .payments: 1
        case .fulfilment: 2
        case .inventory: 3
        case .feedback: 4
        case .customers: 5
        }
    }
}
