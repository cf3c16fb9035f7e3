public import Commerce
public import Streaming

/// A payment incident that is not resolved.
public struct Incident: Sendable, Hashable {
    /// ``Commerce/Alert/incidentID``.
    public var id: String
    /// The part of the shop that it is in.
    public var slice: Slice
    /// The event time of the newest step that was taken.
    public var alertedAt: EventTime

    /// An incident with these values.
    public init(id: String, slice: Slice, alertedAt: EventTime) {
        self.id = id
        self.slice = slice
        self.alertedAt = alertedAt
    }

    /// Whether it touches the order of `trigger`: every term of the slice is true of it.
    ///
    /// A term of which the trigger says nothing (an issuer, where no payment was tried) is not true of it.
    func touches(_ trigger: Trigger) -> Bool {
        slice.terms.allSatisfy { $0.value == Self.value(of: $0.dimension, in: trigger) }
    }

    private static func value(of dimension: Dimension, in trigger: Trigger) -> String? {
        switch dimension {
        case .provider: trigger.payment?.provider
        case .method: trigger.payment?.method
        case .issuer: trigger.payment?.issuer
        case .declineFamily: trigger.kind == .paymentFailed ? trigger.cause.rawValue : nil
        case .country: trigger.order.country
        case .channel: trigger.order.channel
        case .category: trigger.order.category
        case .warehouse: trigger.order.warehouse
        case .sku: trigger.order.sku
        case .reason, .carrier, .cause, .source: nil
        }
    }
}
