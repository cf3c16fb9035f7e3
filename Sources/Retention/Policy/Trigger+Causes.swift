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
        case .settled: [.paid, .confirmed, .delivered, .returned]
        }
    }

    /// Whether rules may answer it. ``Commerce/Trigger/Kind/settled`` only closes what is open.
    var isDanger: Bool { self != .settled }

    /// Whether a payment is what it waits for, so that a payment incident changes the answer.
    var isAboutPayment: Bool {
        switch self {
        case .paymentFailed, .unconfirmed, .cancelled: true
        case .wrongShipment, .feedback, .delayed, .backInStock, .settled: false
        }
    }
}
