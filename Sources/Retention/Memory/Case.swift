public import Commerce
public import Streaming

/// An order that was in danger and was answered: what is open for it, what comes next, and what is waited for.
///
///     held ──► asking for money ──► open ──► next step … ──► watched until the horizon ──► outcome
///       └─ until morning, or the end of an incident
///
/// A customer's memory has one for each order.
public struct Case: Sendable, Hashable {
    /// The danger that it answers.
    public var trigger: Trigger
    /// The rule that answers it.
    public var rule: String
    /// The step of the rule's ladder that is held, asked for or was carried out last.
    public var step = 0
    /// What it waits for.
    public var stage: Stage
    /// Whether the customer is treated or held out; `nil` where the rule is no part of the comparison.
    public var arm: Arm?
    /// Whether it is a part of the answer to an order that is compared: then the ``Comparison`` tells what becomes of it.
    public var isCompared = false
    /// When it is looked at again.
    public var dueAt: EventTime
    /// When it is given up that an incident does not end.
    public var holdEndsAt = EventTime.distantFuture
    /// Until when its last action may be carried out; in the distant past when there was none.
    public var openUntil = EventTime.distantPast
    /// Until when its outcome is waited for.
    public var horizonAt: EventTime
    /// The last action.
    public var actionID: String?
    /// How the customer was reached last.
    public var channel: String?
    /// What its offers cost at most, together, in minor units of the order's currency.
    public var costMinor: Int64 = 0
    /// The request that waits for an answer.
    public var request: BudgetRequest?
    /// Whether anything was decided about it: what is decided first has the id of its trigger.
    public var isDecided = false

    /// What a case waits for.
    public enum Stage: String, Sendable, CaseIterable {
        /// For the morning of the customer.
        case morning
        /// For the end of an incident, or for its turn after that.
        case incident
        /// For the keeper of the money.
        case budget
        /// For the time of the next step.
        case nextStep = "next_step"
        /// For its outcome alone.
        case outcome
    }

    /// A case in which nothing was done yet.
    init(_ trigger: Trigger, rule: String, horizonAt: EventTime) {
        self.trigger = trigger
        self.rule = rule
        self.stage = .outcome
        self.dueAt = horizonAt
        self.horizonAt = horizonAt
    }

    /// Whether another danger of the order, no graver than this one, is answered by it at `time`.
    public func isOpen(at time: EventTime) -> Bool {
        switch stage {
        case .morning, .incident, .budget: true
        case .nextStep, .outcome: openUntil > time
        }
    }

    /// Whether it waits before a step that was not carried out yet.
    var isHeld: Bool { stage == .morning || stage == .incident || stage == .budget }
}
