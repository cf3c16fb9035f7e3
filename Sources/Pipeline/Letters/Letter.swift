public import Kafka

/// A record of the dead-letter or the late topic, and what its headers say of it.
///
/// Whatever the headers hold, reading them gives an answer: what cannot be read was not said.
public struct Letter: Hashable, Sendable {
    /// Where the letter itself lies.
    public var place: RecordPlace
    /// Where the original record came from; `nil` when nothing tells.
    public var source: Source?
    /// The original key.
    public var key: [UInt8]?
    /// The original value; a person may have repaired it meanwhile.
    public var value: [UInt8]?
    /// The original headers and those that were added.
    public var headers: [Header]
    /// The original timestamp, in milliseconds since 1970.
    public var timestamp: Int64?

    /// Where a record came from. An older late event says its topic alone, by its type.
    public struct Source: Hashable, Sendable, CustomStringConvertible {
        /// The topic.
        public var topic: String
        /// The partition, where it is known.
        public var partition: Int32?
        /// The offset, where it is known.
        public var offset: Offset?

        /// A source as far as it is known.
        public init(topic: String, partition: Int32? = nil, offset: Offset? = nil) {
            self.topic = topic
            self.partition = partition
            self.offset = offset
        }

        /// `orders-3@1234`, or less when less is known.
        public var description: String {
            topic + (partition.map { "-\($0)" } ?? "") + (offset.map { "@\($0)" } ?? "")
        }
    }

    /// A letter with these parts.
    public init(
        place: RecordPlace,
        source: Source? = nil,
        key: [UInt8]?,
        value: [UInt8]?,
        headers: [Header] = [],
        timestamp: Int64? = nil
    ) {
        self.place = place
        self.source = source
        self.key = key
        self.value = value
        self.headers = headers
        self.timestamp = timestamp
    }

    /// Whether it is a late event and not a dead letter: what was added last tells.
    public var isLate: Bool {
        guard let late = headers.lastIndex(where: { $0.name == LetterHeaders.lateBy }) else { return false }
        return late > headers.lastIndex { $0.name == LetterHeaders.fault } ?? -1
    }

    /// The stable name of what is wrong: `DecodeError.notJSON`, `FutureEvent`, `Late`; `unknown` when nothing tells.
    public var reason: String { isLate ? "Late" : text(of: LetterHeaders.fault) ?? "unknown" }

    /// What is wrong, in one sentence for a person.
    public var sentence: String {
        guard isLate else { return text(of: LetterHeaders.sentence) ?? "Nothing says what is wrong." }
        let delay = text(of: LetterHeaders.lateBy) ?? "?"
        let watermark = text(of: LetterHeaders.watermark) ?? "?"
        return "It came \(delay) ms after its pane was closed; the watermark was \(watermark)."
    }

    /// How often the record has been redriven so far.
    public var attempts: Int {
        let count = text(of: LetterHeaders.redriveAttempts).flatMap { Int($0) } ?? 0
        return min(max(0, count), Self.attemptsMax)
    }

    /// Where the headers say that it came from; `nil` when they do not.
    var sourceInHeaders: Source? {
        let names =
            isLate
            ? (LetterHeaders.lateTopic, LetterHeaders.latePartition, LetterHeaders.lateOffset)
            : (LetterHeaders.topic, LetterHeaders.partition, LetterHeaders.offset)
        guard let topic = text(of: names.0) else { return nil }
        return Source(
            topic: topic,
            partition: text(of: names.1).flatMap { Int32($0) }.flatMap { $0 < 0 ? nil : $0 },
            offset: text(of: names.2).flatMap { Int64($0) }.flatMap { $0 < 0 ? nil : Offset($0) }
        )
    }

    /// More attempts than this are not told apart.
    private static let attemptsMax = 1_000_000

    private func text(of header: String) -> String? { LetterHeaders.text(of: header, in: headers) }
}
