public import Streaming

/// The fate of one trigger, or of a later step of its answer: the record of `orderkeeper.decisions.v1`, keyed by
/// customer.
///
/// One trigger can have several: it is held, then acted on, then acted on again by the next step of the rule's ladder, and
/// at last its outcome is known. Whoever reads them all knows why, without anything else.
public struct Decision: Hashable, Sendable {
    /// Deterministic: the same trigger, step and outcome give the same id.
    public var id: String
    /// The trigger that was decided.
    public var triggerID: String
    /// The order it was about.
    public var orderID: String
    /// The customer it was about.
    public var customerID: String
    /// The danger.
    public var trigger: Trigger.Kind
    /// Why.
    public var cause: Cause
    /// When it was decided, in event time.
    public var occurredAt: EventTime
    /// What became of it.
    public var outcome: Outcome
    /// The reason in one sentence.
    public var reason: String
    /// The policy that decided, `name@version`.
    public var policy: String
    /// The rule that matched, if one did.
    public var rule: String?
    /// The action, when there was one.
    public var actionID: String?
    /// The step of the rule's ladder, from 0.
    public var step = 0
    /// Whether the order counts as treated or held out, in decisions about the danger as which it was drawn; `nil` where the
    /// danger is no part of the comparison.
    public var arm: Arm?
    /// What the shop knows of the customer.
    public var tier = CustomerTier.unknown
    /// How the customer is reached, where an action was taken; of a danger that is compared, how the rule's first step would
    /// reach them.
    public var channel: String?
    /// What the order is worth; `nil` where that is not known.
    public var worth: Money?
    /// The most that the offer costs, where one was made.
    public var cost: Money?
    /// Until when it is held.
    public var heldUntil: EventTime?
    /// The rules for this danger that were looked at before ``rule``, and the first condition of each that was not met.
    public var considered: [Consideration] = []
    /// The guard rails that were asked, in order, and what each said.
    public var guardRails: [GuardRail.Answer] = []

    /// What became of a trigger.
    public enum Outcome: String, CaseIterable, Sendable, Codable {
        /// An action was published.
        case acted
        /// A cap of the customer or of the kind was reached.
        case capped
        /// The order has an open action already.
        case alreadyOpen = "already_open"
        /// It waits for an incident to end or for quiet hours to pass.
        case held
        /// The customer is in the hold-out arm.
        case heldOut = "held_out"
        /// The customer did not consent.
        case noConsent = "no_consent"
        /// A newer trigger of the order took its place. No end of an order that is compared.
        case superseded
        /// Its cause was gone or its deadline had passed.
        case expired
        /// No rule of the policy applies.
        case noRule = "no_rule"
        /// The rule says to let go.
        case letGo = "let_go"
        /// The danger is over: what was open for the order is closed.
        case closed
        /// The money that the policy may give on a day is spent.
        case overBudget = "over_budget"
        /// The policy is switched off.
        case switchedOff = "switched_off"
        /// It would have been acted on, but the policy is only tried.
        case dryRun = "dry_run"
        /// Outcome: the order was paid, placed again or kept.
        case saved
        /// Outcome: the order was lost.
        case lost
        /// Outcome: nothing was heard until the horizon of the policy.
        case unknown
    }

    /// A decision with these values.
    public init(
        id: String,
        triggerID: String,
        orderID: String,
        customerID: String,
        trigger: Trigger.Kind,
        cause: Cause,
        occurredAt: EventTime,
        outcome: Outcome,
        reason: String,
        policy: String,
        rule: String? = nil,
        actionID: String? = nil
    ) {
        self.id = id
        self.triggerID = triggerID
        self.orderID = orderID
        self.customerID = customerID
        self.trigger = trigger
        self.cause = cause
        self.occurredAt = occurredAt
        self.outcome = outcome
        self.reason = reason
        self.policy = policy
        self.rule = rule
        self.actionID = actionID
    }
}

/// A rule that was looked at and not taken.
public struct Consideration: Hashable, Sendable {
    /// The rule.
    public var rule: String
    /// The condition that was not met, as the policy language names it: `cause`, `tier`, `incident`, …
    public var unmet: String

    /// `rule`, which was not taken because of `unmet`.
    public init(rule: String, unmet: String) {
        self.rule = rule
        self.unmet = unmet
    }
}

/// Which of two groups of customers a customer belongs to: the comparison shows what the policy achieves.
public enum Arm: String, CaseIterable, Sendable, Codable {
    /// Gets actions.
    case treated
    /// Gets none.
    case heldOut = "held_out"
}
