/// The names of the topics, as configured.
public struct Topics: Hashable, Sendable {
    /// Order life cycle; key order id.
    public var orders = "commerce.orders.v1"
    /// Payment attempts; key order id.
    public var payments = "commerce.payments.v1"
    /// Parcels; key order id.
    public var fulfilment = "commerce.fulfilment.v1"
    /// Stock; key sku.
    public var inventory = "commerce.inventory.v1"
    /// Feedback; key customer id.
    public var feedback = "commerce.feedback.v1"
    /// Preferences; key customer id.
    public var customers = "commerce.customers.v1"
    /// TRACK to TRACK: stock events by order id.
    public var routed = "orderkeeper.routed.v1"
    /// TRACK to DETECT; key signal.
    public var signals = "orderkeeper.signals.v1"
    /// TRACK to RETAIN; key customer id.
    public var triggers = "orderkeeper.triggers.v1"
    /// RETAIN to RETAIN: requests for money; key policy and currency.
    public var budgets = "orderkeeper.budgets.v1"
    /// To RETAIN, read ahead of the triggers: what the keeper of the money answers, key customer id, and how far DETECT is.
    public var notices = "orderkeeper.notices.v1"
    /// Alerts; key incident id.
    public var alerts = "orderkeeper.alerts.v1"
    /// Actions; key customer id.
    public var actions = "orderkeeper.actions.v1"
    /// Decisions; key customer id.
    public var decisions = "orderkeeper.decisions.v1"
    /// Events that came after their pane was closed; key as in the source.
    public var late = "orderkeeper.late.v1"
    /// Records that could not be understood; key as in the source.
    public var deadLetters = "orderkeeper.dead-letters.v1"

    /// What is asked of all tasks: to forget a customer.
    public var control = "orderkeeper.control.v1"

    /// By what the records of orders, payments and fulfilment are keyed. What is not keyed by order id is read apart and
    /// sent through ``routed``.
    public var ordersKey = SourceKey.orderID
    /// As ``ordersKey``.
    public var paymentsKey = SourceKey.orderID
    /// As ``ordersKey``.
    public var fulfilmentKey = SourceKey.orderID
    /// What the names of the journals begin with: `<prefix>.orders.v1` and so on, one for each kind of task.
    public var journalPrefix = "orderkeeper.state"

    /// The default names.
    public init() {}

    /// The topic of the journals of the tasks of `kind`, one partition for each task.
    public func journal(of kind: TaskKind) -> String { "\(journalPrefix).\(kind.rawValue).v1" }

    /// The journals' topics.
    public var journals: [String] { TaskKind.allCases.filter { !$0.topics(self).isEmpty }.map { journal(of: $0) } }

    /// The topics that a shop writes, in the order of design.
    public var sources: [String] { [orders, payments, fulfilment, inventory, feedback, customers] }

    /// The topics that OrderKeeper writes.
    public var outputs: [String] {
        [routed, signals, triggers, budgets, notices, alerts, actions, decisions, late, deadLetters, control]
    }

    /// Every topic.
    public var all: [String] { sources + outputs + journals }
}
