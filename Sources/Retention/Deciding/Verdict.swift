public import Commerce

/// What was decided: about a trigger, about a case whose time had come, or about an answer from the keeper of the money.
public struct Verdict: Sendable, Hashable {
    /// The decisions, in the order in which they are to be published; of a danger, its own is the last.
    public var decisions: [Decision] = []
    /// What is to be done.
    public var actions: [Action] = []
    /// What the keeper of the money is to be asked, or told.
    public var requests: [BudgetRequest] = []

    /// Nothing was decided.
    public init() {}

    /// The decision about the trigger: the last one. A danger, and `settled`, always has one, unless it waits for money.
    public var decision: Decision {
        guard let decision = decisions.last else { preconditionFailure("nothing was decided") }
        return decision
    }

    /// The action, when there is one.
    public var action: Action? { actions.last }

    /// What became of earlier triggers because of this one.
    public var alsoDecided: [Decision] { Array(decisions.dropLast()) }
}
