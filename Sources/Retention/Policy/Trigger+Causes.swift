public import Commerce

extension Trigger.Kind {
    /// The causes with which TRACK raises a trigger of this kind, in the order of the vocabulary.
    public var causes: [Cause] {
        switch self {
        case .paymentFailed: DeclineFamily.allCases.compactMap { Cause(rawValue: $0.rawValue) }
        case .unconfirmed: [.noPayment, .stock]
        case .cancelled: CancelReason.allCases.compactMap { Cause(rawValue: $0.rawValue) }
        case .wrongShipment: ShipmentFault.allCases.compactMap { Cause(rawValue: $0.rawValue) }
        case .feedback: [.lowScore]
        case .delayed: [.promiseMissed]
        case .backInStock: [.replenished]
        case .settled: [.paid, .confirmed, .delivered, .returned, .refunded]
        case .placed: [.placed]
        case .replied: Self.cancelled.causes.filter { $0 != .unknown }
        }
    }

    /// Whether rules may answer it; the others are news.
    var isDanger: Bool { self != .settled && self != .placed && self != .replied }

    /// Whether a payment is what it waits for, so that a payment incident changes the answer.
    var isAboutPayment: Bool {
        switch self {
        case .paymentFailed, .unconfirmed, .cancelled: true
        case .wrongShipment, .feedback, .delayed, .backInStock, .settled, .placed, .replied: false
        }
    }
}
