/// What may be sent back, and how often.
public struct RedriveRules: Sendable {
    /// The topics as configured.
    public var topics: Topics
    /// How often a record may be redriven before it is refused: a bound to loops.
    public var attemptsMax: Int

    /// Rules for these topics.
    public init(topics: Topics, attemptsMax: Int = 3) {
        self.topics = topics
        self.attemptsMax = attemptsMax
    }

    /// The topics that hold letters.
    public var letterTopics: [String] { [topics.deadLetters, topics.late] }

    /// The topics of ours that a stage reads, beside the shop's. Their records may lie elsewhere than their key says.
    var internalTopics: [String] {
        [topics.routed, topics.signals, topics.triggers, topics.budgets, topics.notices, topics.alerts, topics.control]
    }
}
