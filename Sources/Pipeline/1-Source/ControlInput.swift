internal import Commerce
internal import Kafka

/// What was asked of all tasks by hand and not yet done: the records of the control topic, of which a task reads every
/// partition. They are done as they come, because they are about what is known and not about what happens; so they hold
/// no watermark.
///
/// What cannot be understood is passed over: it is for another version.
struct ControlInput {
    private var inputs: [RecordInput<Forgetting>]

    init(_ partitions: [TopicPartition]) { inputs = partitions.map { RecordInput(partition: $0) } }

    private func index(of partition: TopicPartition) -> Int? { inputs.firstIndex { $0.partition == partition } }

    /// Whether it reads `partition`.
    func holds(_ partition: TopicPartition) -> Bool { index(of: partition) != nil }

    /// Takes a batch of `partition`, which it reads. Leaves an empty batch to fill again.
    mutating func append(_ batch: inout RecordBatch, of partition: TopicPartition) {
        guard let index = index(of: partition) else { preconditionFailure("\(partition) is no partition of control") }
        inputs[index].append(&batch) { batch, index in
            do throws(DecodeError) {
                let envelope = try CloudEventEnvelope(batch.headers(at: index))
                guard envelope?.type == ForgettingCodec.cloudEventType, let value = batch.valueBytes(at: index) else {
                    return .ignored
                }
                let forgetting = try ForgettingCodec.decode(value)
                return .item(forgetting, forgetting.requestedAt)
            } catch {
                return .ignored
            }
        }
    }

    /// The next wish; `nil` when all are done.
    mutating func next(_ outbox: inout Outbox) -> Forgetting? {
        for index in inputs.indices where inputs[index].head(&outbox) != nil { return inputs[index].take() }
        return nil
    }

    /// For each partition of which anything is known, the offset after what is done.
    var positions: [TopicPartition: Offset] { offsets { $0.position } }

    /// For each partition of which anything is known, the offset of the next record to read.
    var reading: [TopicPartition: Offset] { offsets { $0.next } }

    /// Goes on where an earlier run of the task was, as far as `positions` says.
    mutating func begin(at positions: [TopicPartition: Offset]) {
        for index in inputs.indices {
            if let offset = positions[inputs[index].partition] { inputs[index].begin(at: offset) }
        }
    }

    mutating func forgetEnds() { for index in inputs.indices { inputs[index].forgetEnd() } }

    private func offsets(_ offset: (RecordInput<Forgetting>) -> Offset?) -> [TopicPartition: Offset] {
        var offsets: [TopicPartition: Offset] = [:]
        for input in inputs { offsets[input.partition] = offset(input) }
        return offsets
    }
}
