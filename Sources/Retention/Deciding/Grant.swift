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
}

/// Whether a plan may be carried out.
enum Permission {
    case granted(Grant)
    case refused(Decision.Outcome, reason: String)
}
