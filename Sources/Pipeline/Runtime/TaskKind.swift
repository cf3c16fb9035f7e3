/// A kind of task: which topics it reads together, partition by partition.
public enum TaskKind: String, CaseIterable, Sendable {
    /// Orders, payments, parcels and routed stock events, by order id.
    case orders
    /// Stock, by sku.
    case stock
    /// Feedback, by customer id.
    case feedback
    /// Preferences, by customer id.
    case preferences
    /// Signal counts, by signal.
    case detect
    /// Triggers, by customer id; and all alerts.
    case retain

    /// The stage it belongs to.
    public var stage: Stage {
        switch self {
        case .orders, .stock, .feedback, .preferences: .track
        case .detect: .detect
        case .retain: .retain
        }
    }

    /// The topics whose partition of the same number a task reads. More than one must be co-partitioned.
    public func topics(_ topics: Topics) -> [String] {
        switch self {
        case .orders: [topics.orders, topics.payments, topics.fulfilment, topics.routed]
        case .stock: [topics.inventory]
        case .feedback: [topics.feedback]
        case .preferences: [topics.customers]
        case .detect: [topics.signals]
        case .retain: [topics.triggers]
        }
    }

    /// The topics that must have the same number of partitions: those that are read together, and the journal.
    public func coPartitioned(_ topics: Topics) -> [String] { self.topics(topics) + [topics.journal(of: self)] }

    /// The topics of which every task of this kind reads every partition.
    public func broadcasts(_ topics: Topics) -> [String] { self == .retain ? [topics.alerts] : [] }
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
