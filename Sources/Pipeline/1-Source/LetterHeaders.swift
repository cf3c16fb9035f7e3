public import Kafka

/// The names of the headers that dead letters, late events and redriven records carry beside their own.
public enum LetterHeaders {
    /// The topic that a dead letter was read from.
    public static let topic = "__connect.errors.topic"
    /// The partition that a dead letter was read from, as a decimal number.
    public static let partition = "__connect.errors.partition"
    /// The offset of the original record, as a decimal number.
    public static let offset = "__connect.errors.offset"
    /// Who gave the record up; ours say ``ourConnector``.
    public static let connector = "__connect.errors.connector.name"
    /// The stable name of what is wrong.
    public static let fault = "__connect.errors.exception.class.name"
    /// What is wrong, in one sentence.
    public static let sentence = "__connect.errors.exception.message"
    /// How late an event was, in milliseconds, as a decimal number.
    public static let lateBy = "orderkeeper.late.by.ms"
    /// The watermark when a late event came.
    public static let watermark = "orderkeeper.late.watermark"
    /// The topic that a late event was read from.
    public static let lateTopic = "orderkeeper.late.topic"
    /// The partition that a late event was read from, as a decimal number.
    public static let latePartition = "orderkeeper.late.partition"
    /// The offset of the late event, as a decimal number.
    public static let lateOffset = "orderkeeper.late.offset"
    /// The letter that a redriven record was made of: `topic-partition@offset`.
    public static let redrivenFrom = "orderkeeper.redrive.from"
    /// How often a record has been redriven, this time included, as a decimal number.
    public static let redriveAttempts = "orderkeeper.redrive.attempts"

    /// What ``connector`` says in the dead letters that we wrote.
    public static let ourConnector = "orderkeeper"

    /// The text of the header `name`; of several the last, which is the one that was written last.
    public static func text(of name: String, in headers: [Header]) -> String? {
        headers.last { $0.name == name }?.value.map { String(decoding: $0, as: UTF8.self) }
    }

    static let task = "__connect.errors.task.id"
    static let stage = "__connect.errors.stage"
    static let program = "__connect.errors.class.name"

    /// What ``DeadLetter`` adds to a record that could not be understood.
    static let errors = [topic, partition, offset, connector, task, stage, program, fault, sentence]

    /// The headers of the record that a letter was made of: without what we added when we gave it up, however often we
    /// did, and without what a redrive added. Another connector's error headers are the record's own.
    static func original(_ headers: [Header]) -> [Header] {
        let ours: Set = [
            lateBy, watermark, lateTopic, latePartition, lateOffset, redrivenFrom, redriveAttempts,
        ]
        var headers = headers.filter { !ours.contains($0.name) }
        // Each turn takes away one header at least.
        while text(of: connector, in: headers) == ourConnector {
            for name in errors {
                if let last = headers.lastIndex(where: { $0.name == name }) { headers.remove(at: last) }
            }
        }
        return headers
    }
}
