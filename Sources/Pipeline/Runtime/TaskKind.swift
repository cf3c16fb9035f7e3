/// A kind of task: which topics it reads together, partition by partition.
public enum TaskKind: String, CaseIterable, Sendable {
    /// Orders that are not keyed by order id: sends them where they belong.
    case rekeyOrders = "rekey-orders"
    /// As ``rekeyOrders``.
    case rekeyPayments = "rekey-payments"
    /// As ``rekeyOrders``.
    case rekeyFulfilment = "rekey-fulfilment"
    /// Orders, payments, parcels and what was routed, by order id.
    case orders
    /// Stock, by sku.
    case stock
    /// Feedback, by customer id.
    case feedback
    /// Preferences, by customer id.
    case preferences
    /// Signal counts, by signal.
    case detect
    /// Triggers, by customer id, and what is to be heard ahead of them; and all alerts.
    case retain
    /// Requests for money, by policy and currency.
    case budgets

    /// The stage it belongs to.
    public var stage: Stage {
        switch self {
        case .rekeyOrders, .rekeyPayments, .rekeyFulfilment, .orders, .stock, .feedback, .preferences: .track
        case .detect: .detect
        case .retain, .budgets: .retain
        }
    }

    /// The topics whose partition of the same number a task reads; none when there is nothing to do for its kind. More
    /// than one must be co-partitioned.
    public func topics(_ topics: Topics) -> [String] {
        switch self {
        case .rekeyOrders: topics.ordersKey == .other ? [topics.orders] : []
        case .rekeyPayments: topics.paymentsKey == .other ? [topics.payments] : []
        case .rekeyFulfilment: topics.fulfilmentKey == .other ? [topics.fulfilment] : []
        case .orders:
            (topics.ordersKey == .orderID ? [topics.orders] : [])
                + (topics.paymentsKey == .orderID ? [topics.payments] : [])
                + (topics.fulfilmentKey == .orderID ? [topics.fulfilment] : []) + [topics.routed]
        case .stock: [topics.inventory]
        case .feedback: [topics.feedback]
        case .preferences: [topics.customers]
        case .detect: [topics.signals]
        case .retain: [topics.triggers, topics.notices]
        case .budgets: [topics.budgets]
        }
    }

    /// The topics that must have the same number of partitions: those that are read together, and the journal.
    public func coPartitioned(_ topics: Topics) -> [String] { self.topics(topics) + [topics.journal(of: self)] }

    /// The topics of which every task of this kind reads every partition.
    public func broadcasts(_ topics: Topics) -> [String] {
        switch self {
        case .retain: [topics.alerts, topics.control]
        // They know customers.
        case .orders, .stock: [topics.control]
        case .rekeyOrders, .rekeyPayments, .rekeyFulfilment, .feedback, .preferences, .detect, .budgets: []
        }
    }
}

/// One task: its kind and the number of the partitions it reads.
public struct TaskID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// What it does.
    public var kind: TaskKind
    /// The number of its partitions.
    public var partition: Int32

    /// The task of `kind` for the partitions numbered `partition`.
    public init(_ kind: TaskKind, _ partition: Int32) {
        self.kind = kind
        self.partition = partition
    }

    /// For example `orders-3`.
    public var description: String { "\(kind.rawValue)-\(partition)" }

    /// Orders in the way of the data: by kind, then by partition.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.kind.ordinal, lhs.partition) < (rhs.kind.ordinal, rhs.partition)
    }
}

extension TaskKind {
    /// Its place in the way of the data.
    fileprivate var ordinal: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
