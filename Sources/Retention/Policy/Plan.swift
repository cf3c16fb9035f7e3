public import Streaming

extension RetentionPolicy {
    /// An action as a rule describes it, before it is for anybody.
    public struct Plan: Sendable, Hashable {
        /// What to do and which text says it; `action`, `template`.
        public let message: Message
        /// How long after the trigger, or after its step is due, the action may still be carried out; `expires`,
        /// ``longest`` at most.
        public let expires: Milliseconds
        /// Whether a person takes it up instead of a channel; `channel: agent`.
        public let toAgent: Bool
        /// What is given; `offer`.
        public let offer: OfferPlan?
        /// What is sent instead when the offer may not be made; `without_offer`. Without it, nothing is sent then.
        public let withoutOffer: Message?
        /// Whether it is sent while the customer sleeps: the answer to what they are doing right now; `at_any_hour`.
        public var isForAnyHour = false
        /// Whether it waits for the end of an incident that touches the order; `hold: incident`.
        public var waitsForIncident = false
        /// What the customer would have to pay; `fee`.
        public var fee: FeePlan?

        /// What may be sent: with the offer, and without it.
        var messages: [Message] { [message] + (withoutOffer.map { [$0] } ?? []) }

        /// No action lives longer. It is what bounds a customer's memory.
        public static let longest = Milliseconds.days(7)
        /// The value of an action's channel when a person takes it up.
        public static let agentChannel = "agent"
    }
}
