public import Kafka

/// Sends letters back to where they came from, and remembers which: a redrive that is run again goes on after the last.
///
/// With `exactly-once` the records and the memory are committed in one transaction. With `at-least-once` records are
/// flushed before the memory is committed, so a crash in between repeats up to ``batchMax`` of them.
///
/// The letters themselves stay where they are, until the topic's retention removes them.
public struct Redriver: ~Copyable {
    private let options: RuntimeOptions
    private let rules: RedriveRules
    /// `nil` when nothing is to be sent.
    private var sink: RedriveSink?
    private var progress: [TopicPartition: RedriveProgress] = [:]
    private var remembered: [TopicPartition: RedriveProgress] = [:]
    private var waiting: [(letter: Letter, record: ProducedRecord)] = []
    private var waitingBytes = 0

    /// How many records are committed together, at most.
    public static let batchMax = 500
    private static let batchBytesMax = 4 << 20

    /// A redriver that knows what was redriven before.
    ///
    /// - Parameters:
    ///   - fromBeginning: whether to forget that.
    ///   - isDryRun: whether to send and remember nothing.
    /// - Throws: ``KafkaError`` with `reject` when what is remembered does not fit the topics, with `retry` when the
    ///   brokers do not answer.
    public init(
        _ options: RuntimeOptions,
        rules: RedriveRules,
        fromBeginning: Bool = false,
        isDryRun: Bool = false
    ) throws(KafkaError) {
        self.options = options
        self.rules = rules
        // First the producer: once it is open, nobody else's redrive can commit any more. Then what they committed.
        if !isDryRun { sink = try RedriveSink(options) }
        let consumer = try Consumer(
            bootstrap: options.bootstrap,
            group: options.redriveGroup,
            clientID: options.redriveGroup,
            settings: options.properties
        )
        let partitions = try consumer.describe(topics: rules.letterTopics).values.flatMap(\.partitions)
        let committed = try consumer.committed(partitions)
        for partition in partitions.sorted() {
            var known: RedriveProgress? = RedriveProgress()
            if let stored = committed[partition] ?? nil {
                known = RedriveProgress(stored)
                if try consumer.watermarks(of: partition).high < stored.offset { known = nil }
            }
            guard let known = fromBeginning ? RedriveProgress() : known else { throw .strange(partition, options) }
            progress[partition] = known
        }
        remembered = fromBeginning ? [:] : progress
    }

    /// Sends back all letters of `topic` that `filter` means and that were not sent back before, up to where the topic
    /// ends now.
    ///
    /// - Parameter tell: what became of each of them; of one that was sent, after the commit.
    /// - Throws: ``KafkaError``. Run it again: it goes on after the last commit.
    public mutating func redrive(
        _ topic: String,
        matching filter: LetterFilter,
        _ tell: (RedriveStep) -> Void
    ) throws {
        var reader = try LetterReader(options, topics: rules.topics, reading: topic)
        let starts = Dictionary(
            uniqueKeysWithValues: reader.partitions.map { ($0, Offset(progress[$0, default: RedriveProgress()].next)) }
        )
        var gaps: [TopicPartition: LetterGaps] = [:]
        let ends = try reader.read(from: starts) { letter in
            let partition = letter.place.partition
            progress[partition]?.insert(gaps[partition, default: LetterGaps()].before(letter.place.offset))
            let isDone = progress[partition]?.contains(letter.place.offset) ?? false
            if !isDone, filter.matches(letter) { try take(letter, tell) }
        }
        for (partition, end) in ends {
            progress[partition]?.insert(gaps[partition, default: LetterGaps()].before(end: end))
        }
        try commit(tell)
    }

    /// Sends back `letter`, which came from a file, unless the letter at its place was sent back before. Others may be
    /// committed later, so end with ``finish(_:)``.
    ///
    /// - Throws: ``KafkaError``. Give all letters again: those that were committed are told apart.
    public mutating func redrive(_ letter: Letter, _ tell: (RedriveStep) -> Void) throws(KafkaError) {
        try take(letter, tell)
    }

    /// Commits what is waiting.
    ///
    /// - Throws: as ``redrive(_:_:)``.
    public mutating func finish(_ tell: (RedriveStep) -> Void) throws(KafkaError) { try commit(tell) }

    private mutating func take(_ letter: Letter, _ tell: (RedriveStep) -> Void) throws(KafkaError) {
        let record: ProducedRecord
        do throws(RedriveRefusal) {
            record = try letter.redriven(by: rules)
        } catch {
            return tell(.refused(letter, error))
        }
        guard let known = progress[letter.place.partition] else {
            return tell(.refused(letter, .foreignLetter(letter.place.partition.description)))
        }
        guard !known.contains(letter.place.offset) else { return tell(.sentBefore(letter)) }
        progress[letter.place.partition]?.insert(letter.place.offset)
        waiting.append((letter, record))
        waitingBytes += (record.key?.count ?? 0) + (record.value?.count ?? 0)
        if waiting.count >= Self.batchMax || waitingBytes >= Self.batchBytesMax { try commit(tell) }
    }

    private mutating func commit(_ tell: (RedriveStep) -> Void) throws(KafkaError) {
        var offsets: [TopicPartition: CommittedOffset] = [:]
        for (partition, now) in progress.sorted(by: { $0.key < $1.key }) where remembered[partition] != now {
            guard let committed = now.committed else { throw .scattered(partition, at: now) }
            offsets[partition] = committed
        }
        if sink != nil, !offsets.isEmpty { try sink?.perform(waiting.map(\.record), offsets) }
        remembered = progress
        for (letter, record) in waiting { tell(.sent(letter, record)) }
        waiting.removeAll(keepingCapacity: true)
        waitingBytes = 0
    }
}

extension KafkaError {
    /// What the group remembers is not about this topic.
    fileprivate static func strange(_ partition: TopicPartition, _ options: RuntimeOptions) -> KafkaError {
        KafkaError(
            recovery: .reject,
            operation: "redrive",
            symbol: "STRANGE_OFFSET",
            detail: """
                What the group \(options.redriveGroup) has committed is not ours, or lies behind the end of the partition, \
                as after the topic was made anew.
                """,
            remedy: "Begin again with --from-beginning.",
            partition: partition
        )
    }

    /// More letters were redriven here and there than fit into the metadata of an offset.
    fileprivate static func scattered(_ partition: TopicPartition, at progress: RedriveProgress) -> KafkaError {
        KafkaError(
            recovery: .reject,
            operation: "redrive",
            symbol: "TOO_SCATTERED",
            detail: "Too many letters were left out between those that were redriven, from offset \(progress.next) on.",
            remedy: "Redrive those that were left out as well, the oldest first.",
            partition: partition
        )
    }
}
