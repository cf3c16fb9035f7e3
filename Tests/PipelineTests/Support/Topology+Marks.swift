import Commerce
import Kafka
import Streaming

@testable import Pipeline

extension Topology {
    /// `progress` as a task writes it, into every partition of `topic`.
    func marks(_ progress: Progress, in topic: String) -> [ProducedRecord] {
        (0..<(partitionCounts[topic] ?? 0)).map { partition in
            ProducedRecord(
                topic: topic,
                partition: partition,
                key: nil,
                value: ProgressCodec.encode(progress),
                headers: CloudEventHeaders.make(
                    id: "\(progress.task)-\(progress.watermark.milliseconds)-\(partition)",
                    type: ProgressCodec.cloudEventType,
                    time: progress.watermark,
                    source: "/orderkeeper/track/\(progress.task)"
                ).map { Header(name: $0.0, value: $0.1) }
            )
        }
    }
}
