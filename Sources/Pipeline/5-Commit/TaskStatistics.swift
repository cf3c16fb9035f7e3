public import Commerce

/// What happened in a task, counted: the source of metrics and of the summary that `replay` prints.
///
/// What a task repeats silently after a restart is not counted again.
public struct TaskStatistics: Hashable, Sendable {
    /// Events taken, by type.
    public var events: [EventType: Int] = [:]
    /// Events whose id had been seen.
    public var duplicates = 0
    /// Events whose pane was closed when they came.
    public var late = 0
    /// Records that went to the dead letters.
    public var deadLetters = 0
    /// Records ignored: tombstones, and types that are not ours.
    public var ignored = 0
    /// Cancellations of orders that were never seen.
    public var orphanCancellations = 0
    /// Counts that went to the slice `other`, because a dimension has too many values.
    public var grouped = 0
    /// Payments declined with a code that is on no list, by `provider:code`; codes beyond the first hundred as `other`.
    public var unknownDeclines: [String: Int] = [:]
    /// Triggers raised, by kind and cause.
    public var triggers: [String: Int] = [:]
    /// Alerts published, by status.
    public var alerts: [Alert.Status: Int] = [:]
    /// Incidents that were not told when they began, because others explain them.
    public var inhibited = 0
    /// Incidents that were not told when they began, because somebody has silenced them.
    public var silenced = 0
    /// Actions published, by kind.
    public var actions: [Action.Kind: Int] = [:]
    /// Decisions published, by outcome.
    public var decisions: [Decision.Outcome: Int] = [:]
    /// What became of orders that were answered, by arm: the running uplift of what this process published.
    public var outcomes = OutcomeTally()

    /// Nothing has happened.
    public init() {}

    /// How many unknown decline codes a task tells apart.
    static let unknownDeclinesMax = 100

    /// Counts a payment that `provider` declined with `code`, which is on no list.
    mutating func noteUnknownDecline(provider: String, code: String) {
        let name = "\(provider):\(code)"
        let isNew = unknownDeclines[name] == nil && unknownDeclines.count >= Self.unknownDeclinesMax
        unknownDeclines[isNew ? "other" : name, default: 0] += 1
    }

    /// Counts a decision that is published.
    mutating func note(_ decision: Decision) {
        decisions[decision.outcome, default: 0] += 1
        outcomes.add(decision)
    }

    /// Adds what happened elsewhere.
    public mutating func add(_ other: TaskStatistics) {
        events.merge(other.events, uniquingKeysWith: +)
        duplicates += other.duplicates
        late += other.late
        deadLetters += other.deadLetters
        ignored += other.ignored
        orphanCancellations += other.orphanCancellations
        grouped += other.grouped
        unknownDeclines.merge(other.unknownDeclines, uniquingKeysWith: +)
        triggers.merge(other.triggers, uniquingKeysWith: +)
        alerts.merge(other.alerts, uniquingKeysWith: +)
        inhibited += other.inhibited
        silenced += other.silenced
        actions.merge(other.actions, uniquingKeysWith: +)
        decisions.merge(other.decisions, uniquingKeysWith: +)
        outcomes.add(other.outcomes)
    }
}
