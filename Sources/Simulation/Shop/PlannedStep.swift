import Commerce

/// A step, and whose it is: a slot of the order book, a shelf, a customer, an incident or a disturbance.
struct PlannedStep: Sendable, BitwiseCopyable {
    var step: Step
    var subject: Int32
    /// Why, when the step is to cancel.
    var reason = CancelReason.unknown
    /// Who cancels.
    var canceller = Canceller.unknown
}
