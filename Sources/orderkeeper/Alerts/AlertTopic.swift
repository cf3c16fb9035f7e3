internal import Commerce
internal import Kafka
internal import Pipeline

/// The alerts topic, from the oldest record that is kept to where it ends when reading begins.
enum AlertTopic {
    /// Its alerts, partition by partition. What is no alert of this version is passed over.
    static func read(_ configuration: Configuration) throws -> [Alert] {
        var tail = try TopicTail(configuration, topics: [configuration.topics.alerts], client: "alerts")
        var alerts: [Alert] = []
        for lane in tail.lanes.indices {
            while let record = try tail.next(lane) {
                if let alert = try? AlertCodec.decode(record.value) { alerts.append(alert) }
            }
        }
        return alerts
    }
}
