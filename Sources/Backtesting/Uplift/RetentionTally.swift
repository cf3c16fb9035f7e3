public import Commerce

/// What each policy did, and what came of it, from actions and decisions as they come.
public struct RetentionTally: Hashable, Sendable {
    /// The actions of each policy, `name@version`.
    public private(set) var actions: [String: ActionTally] = [:]
    /// How often each policy decided what.
    public private(set) var decisions: [String: [Decision.Outcome: Int]] = [:]
    /// What came of it.
    public private(set) var outcomes = UpliftTable()

    /// A tally of nothing.
    public init() {}

    /// The policies that did or decided anything, by name.
    public var policies: [String] { Set(actions.keys).union(decisions.keys).sorted() }

    /// Adds an action.
    public mutating func add(_ action: Action) { actions[action.policy, default: ActionTally()].add(action) }

    /// Adds a decision. One that tells an outcome and comes again (same id) counts once.
    public mutating func add(_ decision: Decision) {
        guard outcomes.add(decision) || !decision.outcome.endsAnswer else { return }
        decisions[decision.policy, default: [:]][decision.outcome, default: 0] += 1
    }

    /// Adds what another history counted.
    public mutating func add(_ other: RetentionTally) {
        for (policy, tally) in other.actions { actions[policy, default: ActionTally()].add(tally) }
        for (policy, counts) in other.decisions { decisions[policy, default: [:]].merge(counts, uniquingKeysWith: +) }
        outcomes.add(other.outcomes)
    }
}
