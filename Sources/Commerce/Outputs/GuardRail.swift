/// What stands between a rule and an action.
public enum GuardRail: String, CaseIterable, Sendable, Codable {
    /// The policy is not switched off.
    case killSwitch = "kill_switch"
    /// The customer is not in the hold-out arm.
    case holdOut = "hold_out"
    /// The deadline of the action has not passed.
    case deadline
    /// The customer had fewer actions on this day than the policy allows.
    case actionsPerDay = "actions_per_day"
    /// The customer has room for one more open action.
    case openActions = "open_actions"
    /// The customer wants one of the channels that the shop has.
    case channel
    /// It is no hour at which the customer sleeps.
    case quietHours = "quiet_hours"
    /// No incident makes the action useless.
    case incident
    /// The customer may get offers.
    case consent
    /// No fraud was suspected lately.
    case suspicion
    /// The customer does not cancel one order after the other.
    case serialCanceller = "serial_canceller"
    /// The customer had no voucher lately.
    case voucher
    /// What is left of the order's margin pays for the offer.
    case margin
    /// The money of the day pays for the offer.
    case budget

    /// What a guard rail said.
    public struct Answer: Hashable, Sendable {
        /// The guard rail.
        public var rail: GuardRail
        /// Whether it let the action, or its offer, pass.
        public var passed: Bool
        /// Why not, or what it changed; a clause.
        public var note: String?

        /// `rail` said so.
        public init(_ rail: GuardRail, passed: Bool, note: String? = nil) {
            self.rail = rail
            self.passed = passed
            self.note = note
        }
    }
}
