/// For whom a task waits, and how often they have been heard of: while that does not change, they are silent.
public struct Waiting: Hashable, Sendable {
    /// For whom.
    public var whom: Whom
    /// For which of them, where there are several.
    public var lane: Int
    /// A number that changes with each sign of life.
    public var heard: Int

    /// Who is waited for.
    public enum Whom: String, Sendable, CaseIterable {
        /// The keeper of the money.
        case keeper = "the keeper of the money"
        /// A task of TRACK that may still tell of the time in question.
        case track = "a task of TRACK"
        /// DETECT, which has not judged the time in question.
        case detect = "DETECT"
        /// Alerts that DETECT says it has written.
        case alerts = "alerts that were announced"
    }

    /// A wait for `whom`, of whom was heard so often.
    public init(for whom: Whom, lane: Int = 0, heard: Int) {
        self.whom = whom
        self.lane = lane
        self.heard = heard
    }
}
