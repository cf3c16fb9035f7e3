public import Streaming

extension RetentionPolicy {
    /// How much a customer gets at most: `caps` of the policy file. Each order has one open action, always.
    public struct Caps: Sendable, Hashable {
        /// Actions per customer and day, by the customer's clock; `actions_per_day`. Every kind of action counts.
        public var actionsPerDay = 2
        /// The time between two vouchers of one customer at least; `voucher_every`.
        public var voucherEvery = Milliseconds.days(30)
        /// How long a customer gets nothing of value after a suspicion of fraud; `no_value_after_fraud`.
        public var noValueAfterFraud = Milliseconds.days(30)
        /// Of how many of their last ``serialOrders`` orders cancelled by choice a customer gets nothing of value any
        /// more; `serial_canceller.cancelled`.
        public var serialCancellations = 3
        /// How many orders ``serialCancellations`` looks back on; `serial_canceller.of_last`.
        public var serialOrders = 5

        /// Caps as they are when the file says nothing.
        public init() {}
    }
}
