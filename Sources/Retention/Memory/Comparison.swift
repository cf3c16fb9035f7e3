public import Commerce
public import Streaming

/// An order that is compared: what was known of it when its arm was drawn, and until when its fate is waited for.
///
///     danger that a measured rule answers ──► drawn ──► saved │ lost │ unknown, at the horizon at the latest
///
/// It follows from triggers, preferences and incidents alone, never from what is done for the order: so it is the same in
/// both arms, however many cases, steps and refusals come in between (intention to treat). An order is compared once, as
/// its first danger that a measured rule answers; what follows is a part of that answer.
public struct Comparison: Sendable, Hashable {
    /// The danger as which it is compared, by the id of its trigger.
    public var triggerID: String
    /// The order.
    public var orderID: String
    /// The customer.
    public var customerID: String
    /// The danger.
    public var kind: Trigger.Kind
    /// Why.
    public var cause: Cause
    /// When the danger arose.
    public var occurredAt: EventTime
    /// The policy that drew, `name@version`.
    public var policy: String
    /// The rule that answers.
    public var rule: String
    /// What the shop knew of the customer.
    public var tier: CustomerTier
    /// What the order is worth; `nil` where that was not known.
    public var worth: Money?
    /// What the customer wanted: what another order must have to be this one, placed again.
    public var wish: Wish
    /// How the first step of the rule reaches the customer, or would; `nil` where no channel is welcome.
    public var channel: String?
    /// Whether the customer is treated or held out.
    public var arm: Arm
    /// Until when its fate is waited for.
    public var horizonAt: EventTime
    /// When the order was cancelled after the danger; a danger that is a cancellation leaves it out.
    public var cancelledAt: EventTime?
    /// The last action of a measured rule for the order.
    public var actionID: String?
    /// The step of ``rule``'s ladder that was carried out last.
    public var step = 0
    /// What the offers of measured rules for the order cost at most, together, in minor units of its currency.
    public var costMinor: Int64 = 0

    /// The most orders of a customer that are compared at a time; of the oldest nothing more is known then.
    public static let max = 64

    /// The order of `trigger`, drawn now.
    init(
        _ trigger: Trigger,
        policy: String,
        rule: String,
        wish: Wish,
        channel: String?,
        arm: Arm,
        horizonAt: EventTime
    ) {
        triggerID = trigger.id
        orderID = trigger.orderID
        customerID = trigger.customerID
        kind = trigger.kind
        cause = trigger.cause
        occurredAt = trigger.occurredAt
        self.policy = policy
        self.rule = rule
        tier = trigger.order.tier
        worth = trigger.worth
        self.wish = wish
        self.channel = channel
        self.arm = arm
        self.horizonAt = horizonAt
    }

    /// What it is in danger of now.
    var danger: Trigger.Kind { cancelledAt == nil ? kind : .cancelled }

    /// Since when.
    var endangeredAt: EventTime { cancelledAt ?? occurredAt }
}
