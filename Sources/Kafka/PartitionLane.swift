/// The way of one partition's records from the client to the consumer's owner.
final class PartitionLane {
    let queue: QueueHandle

    init(_ queue: consuming QueueHandle) { self.queue = queue }
}
