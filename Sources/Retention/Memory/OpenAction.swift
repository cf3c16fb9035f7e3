public import Commerce
public import Streaming

/// An action that may still be carried out, as a customer's memory keeps it.
public struct OpenAction: Sendable, Hashable {
    /// ``Commerce/Action/id``.
    public var actionID: String
    /// The trigger that it answers.
    public var triggerID: String
    /// The order that it is for.
    public var orderID: String
    /// The danger that it answers.
    public var trigger: Trigger.Kind
    /// The cause that it answers.
    public var cause: Cause
    /// The rule that it came from.
    public var rule: String
    /// After this moment it is open no more.
    public var expiresAt: EventTime

    /// An open action with these values.
    public init(
        actionID: String,
        triggerID: String,
        orderID: String,
        trigger: Trigger.Kind,
        cause: Cause,
        rule: String,
        expiresAt: EventTime
    ) {
        self.actionID = actionID
        self.triggerID = triggerID
        self.orderID = orderID
        self.trigger = trigger
        self.cause = cause
        self.rule = rule
        self.expiresAt = expiresAt
    }
}
