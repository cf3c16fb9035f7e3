internal import Commerce
internal import Streaming

/// What may be sent: a plan after the guard rails.
struct Grant {
    /// What is done: that of the plan, or the one without its offer.
    var message: RetentionPolicy.Message
    /// What is given.
    var offer: Offer?
    /// Why the plan's offer is not given.
    var withheld: String?
    /// How the customer is reached.
    var channel: String
    /// After this moment it must not be carried out any more.
    var expiresAt: EventTime
    /// Other ways to pay that work now.
    var methods: [String] = []
    /// What the customer would have to pay.
    var fee: Fee?
}

/// What the guard rails say to a plan.
enum Permission {
    case granted(Grant)
    /// Not now, but later.
    case held(Case.Stage, until: EventTime, reason: String)
    /// When the keeper of the money agrees.
    case asks(BudgetRequest)
    /// The customer is in the hold-out arm.
    case heldOut
    case refused(Decision.Outcome, reason: String)
}
