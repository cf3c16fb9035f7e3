public import Commerce

/// What was decided about one trigger: always one decision, and an action where one is due.
public struct Verdict: Sendable, Hashable {
    /// The fate of the trigger.
    public var decision: Decision
    /// What is to be done, when ``decision`` is `acted`.
    public var action: Action?
    /// What became of earlier triggers because of this one: `superseded`. Publish them before ``decision``.
    public var alsoDecided: [Decision]

    /// A verdict with these values.
    public init(decision: Decision, action: Action? = nil, alsoDecided: [Decision] = []) {
        self.decision = decision
        self.action = action
        self.alsoDecided = alsoDecided
    }
}
