public import Streaming

/// Which letters are meant. What is not said excludes nothing.
public struct LetterFilter: Hashable, Sendable {
    /// Source topics, by their full names.
    public var topics: Set<String>
    /// Only records of this time and later, by their timestamp.
    public var since: EventTime?
    /// The words that reasons are looked for with, without case and underscores.
    private var words: Set<String>

    /// A filter for these topics and reasons.
    ///
    /// - Parameter reasons: each a whole name (`DecodeError.notJSON`), a part of one (`DecodeError`, `notJSON`), or a
    ///   part as the contract writes it (`not_json`); case does not count.
    public init(topics: some Sequence<String> = [], reasons: some Sequence<String> = [], since: EventTime? = nil) {
        self.topics = Set(topics)
        self.since = since
        words = Set(reasons.map(Self.plain))
    }

    /// Whether it excludes nothing.
    public var isEmpty: Bool { topics.isEmpty && words.isEmpty && since == nil }

    /// Whether `letter` is meant. One without a timestamp is not later than anything.
    public func matches(_ letter: Letter) -> Bool {
        if !topics.isEmpty, !(letter.source.map { topics.contains($0.topic) } ?? false) { return false }
        if let since, (letter.timestamp ?? .min) < since.milliseconds { return false }
        guard !words.isEmpty else { return true }
        let reason = Self.plain(letter.reason)
        return words.contains(reason) || reason.split(separator: ".").contains { words.contains(String($0)) }
    }

    private static func plain(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }
}
