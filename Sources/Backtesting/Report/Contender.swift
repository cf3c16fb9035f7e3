/// One set of rules and how it did.
public struct Contender: Hashable, Sendable {
    /// What people call it, for example the name of its configuration file.
    public var name: String
    /// Every history, judged. All contenders of a comparison have the same histories, in the same order.
    public var judgements: [Judgement]
    /// The figures of all histories together.
    public let score: Score
    /// What was done for orders in all histories together.
    public let actions: ActionTally
    /// What each policy did, and what came of it, in all histories together.
    public let retention: RetentionTally

    /// What tables call the contender at `place` of several: A, B, …; names may be long.
    public static func letter(_ place: Int) -> String {
        String(UnicodeScalar(UInt8(ascii: "A") + UInt8(clamping: min(max(place, 0), 25))))
    }

    /// The contender `name` with what became of it.
    public init(name: String, judgements: [Judgement]) {
        self.name = name
        self.judgements = judgements
        score = Score(judgements)
        actions = judgements.reduce(into: ActionTally()) { $0.add($1.history.actions) }
        retention = judgements.reduce(into: RetentionTally()) { $0.add($1.history.retention) }
    }
}
