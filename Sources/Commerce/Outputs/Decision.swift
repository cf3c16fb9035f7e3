public import Streaming

/// The fate of one trigger: the record of `orderkeeper.decisions.v1`, keyed by customer.
public struct Decision: Hashable, Sendable {
    /// Deterministic: the same trigger gives the same id.
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
        /// A newer trigger of the order took its place.
        case superseded
        /// Its cause was gone or its deadline had passed.
        case expired
        /// No rule of the policy applies.
        case noRule = "no_rule"
        /// The rule says to let go.
        case letGo = "let_go"
        /// The danger is over: what was open for the order is closed.
        case closed
        /// Outcome: the order was paid, placed again or kept.
        case saved
        /// Outcome: the order was lost.
        case lost
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
