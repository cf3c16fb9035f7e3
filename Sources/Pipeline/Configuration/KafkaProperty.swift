internal import Kafka

/// What is known of the librdkafka properties that a configuration passes through.
enum KafkaProperty {
    /// What names of such properties begin with in a configuration.
    static let prefix = "kafka.properties."

    /// Whether values of the property `name` must not be seen.
    static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        let words = ["password", "secret", "key", "token", "jaas", ".pem"]
        return name.hasPrefix("sasl.") || words.contains { name.contains($0) }
    }

    /// The value of `setting` for people: hidden when it is a secret.
    static func shown(_ setting: Setting) -> String { isSecret(setting.name) ? hidden : setting.value }

    /// What stands for a secret.
    static let hidden = "***"

    /// What to do instead, for the properties that are not the user's to set; `nil` for all others.
    static func refusal(of name: String) -> String? {
        switch name {
        case "bootstrap.servers", "metadata.broker.list": "set kafka.bootstrap instead"
        case "partitioner": "set kafka.partitioner instead"
        case "group.id", "client.id", "transactional.id": "set application and instance instead: it is made of them"
        case "enable.auto.commit", "enable.auto.offset.store": "leave it out: offsets are committed with the outputs"
        case "enable.partition.eof": "leave it out: without it no partition is ever known to be idle"
        case "partition.assignment.strategy": "leave it out: co-partitioned topics need the assignor range"
        default: nil
        }
    }

    /// The property that the rest of an environment variable's name stands for: `_` is a dot, `__` an underscore.
    static func name(fromEnvironment rest: Substring) -> String {
        rest.lowercased().replacing("__", with: "\u{0}").replacing("_", with: ".").replacing("\u{0}", with: "_")
    }
}
