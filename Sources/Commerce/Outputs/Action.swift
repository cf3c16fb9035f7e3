public import Streaming

/// One thing to do for one order: the record of `orderkeeper.actions.v1`, keyed by customer.
public struct Action: Hashable, Sendable {
    /// Deterministic: the same trigger, rule and step give the same id.
    public var id: String
    /// The trigger that it answers.
    public var triggerID: String
    /// What to do.
    public var kind: Kind
    /// The order it is for.
    public var orderID: String
    /// The customer it is for.
    public var customerID: String
    /// The danger it answers.
    public var trigger: Trigger.Kind
    /// Why the order is in danger.
    public var cause: Cause
    /// When it was decided, in event time.
    public var occurredAt: EventTime
    /// After this moment it must not be carried out any more.
    public var expiresAt: EventTime
    /// How to reach the customer, for example `push`, `email`, `agent`.
    public var channel: String
    /// Language of the text, for example `en`.
    public var locale: String
    /// Name of the message template.
    public var template: String
    /// The message, in ``locale``.
    public var text: String
    /// What is given, if anything.
    public var offer: Offer?
    /// The policy that decided, `name@version`.
    public var policy: String
    /// The rule of that policy.
    public var rule: String
    /// The step of the rule's ladder, from 0.
    public var step = 0
    /// Other ways to pay that work for this customer now, the best first; empty where the action is not about paying.
    public var methods: [String] = []
    /// What the customer would have to pay, and why; said, never taken silently.
    public var fee: Fee?

    /// What to do for an order.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        case offerOtherMethod = "offer_other_method"
        case retryPayment = "retry_payment"
        case finishAuthentication = "finish_authentication"
        case correctDetails = "correct_details"
        case review
        case remindToPay = "remind_to_pay"
        case offerSubstitute = "offer_substitute"
        case askReason = "ask_reason"
        case exchange
        case voucher
        case matchPrice = "match_price"
        case waiveShipping = "waive_shipping"
        case freeExpress = "free_express"
        case easyReturn = "easy_return"
        case offerPayLater = "offer_pay_later"
        case guestCheckout = "guest_checkout"
        case thank
        case notifyBackInStock = "notify_back_in_stock"
        case apologiseAndReship = "apologise_and_reship"
        case talkToPerson = "talk_to_person"
        case announceDelay = "announce_delay"
        case acceptCancellation = "accept_cancellation"
        case stateFee = "state_fee"
        case showProducts = "show_products"
        case offerReservation = "offer_reservation"
        case releaseStock = "release_stock"
        case followUp = "follow_up"
        case askSatisfaction = "ask_satisfaction"
        case checkBack = "check_back"
    }

    /// An action with these values.
    public init(
        id: String,
        triggerID: String,
        kind: Kind,
        orderID: String,
        customerID: String,
        trigger: Trigger.Kind,
        cause: Cause,
        occurredAt: EventTime,
        expiresAt: EventTime,
        channel: String,
        locale: String,
        template: String,
        text: String,
        offer: Offer?,
        policy: String,
        rule: String
    ) {
        self.id = id
        self.triggerID = triggerID
        self.kind = kind
        self.orderID = orderID
        self.customerID = customerID
        self.trigger = trigger
        self.cause = cause
        self.occurredAt = occurredAt
        self.expiresAt = expiresAt
        self.channel = channel
        self.locale = locale
        self.template = template
        self.text = text
        self.offer = offer
        self.policy = policy
        self.rule = rule
    }
}

/// What an action gives to the customer.
public struct Offer: Hashable, Sendable {
    /// `voucher`, `free_shipping`, `free_express`, `price_match`, `substitute`, `exchange`, `extended_return`, …
    public var kind: String
    /// Percent off, where it is a percentage.
    public var percent: Int?
    /// The most that it may cost, in minor units of the order's currency.
    public var costLimitMinor: Int64?
    /// Currency of the limit.
    public var currency: String?
    /// The product it is for.
    public var sku: String?

    /// An offer with these values.
    public init(
        kind: String,
        percent: Int? = nil,
        costLimitMinor: Int64? = nil,
        currency: String? = nil,
        sku: String? = nil
    ) {
        self.kind = kind
        self.percent = percent
        self.costLimitMinor = costLimitMinor
        self.currency = currency
        self.sku = sku
    }
}

/// What a customer would have to pay for a cancellation.
public struct Fee: Hashable, Sendable {
    /// The amount.
    public var amount: Money
    /// Why, in one sentence.
    public var reason: String

    /// `amount`, for `reason`.
    public init(amount: Money, reason: String) {
        self.amount = amount
        self.reason = reason
    }
}
