public import Detection
internal import Kafka
internal import Retention
public import Streaming

/// Everything a user can set, with its defaults.
///
/// ``load(file:environment:overrides:files:)`` reads it in layers, each stronger than the one before: the defaults
/// here, one YAML file, the environment, the command line. What can be set is ``fields``, one table; parser, checks,
/// the reference page and its test are read off it.
public struct Configuration: Sendable {
    /// How the runtime talks to Kafka.
    public var runtime = RuntimeOptions(bootstrap: "localhost:9092")
    /// The names of the topics.
    public var topics = Topics()
    /// How TRACK reads and counts.
    public var track = TrackRules()
    /// How DETECT judges.
    public var detection = DetectionRules()
    /// The time zone by whose clocks most customers live.
    public var timeZone = "UTC"
    /// The file of silences, inhibitions and the calendar; `nil` for none beside the built-in ones.
    public var detectionRulesPath: String?
    /// How long DETECT waits for a TRACK task that says nothing.
    public var stageTimeout = Milliseconds.minutes(1)
    /// How long RETAIN remembers what a customer did.
    public var customerRetention = CustomerMemory.longest
    /// The policy file; `nil` for the built-in policy.
    public var policyPath: String?
    /// The directory with one YAML file of messages per language; `nil` for the built-in messages.
    public var templatesPath: String?
    /// How often the policy and its messages are looked at for changes.
    public var policyReload = Milliseconds.seconds(5)
    /// The link to what is to be done about an alert, with placeholders; `nil` for none.
    public var runbook: String?

    /// Where each value comes from that is not a default, by name.
    public internal(set) var origins: [String: ConfigurationOrigin] = [:]

    /// The defaults.
    public init() {}

    /// The values that are not defaults, as `name`, text and origin, in the order of the table; secrets are hidden.
    public var changes: [(name: String, value: String, origin: ConfigurationOrigin)] {
        let fields = Self.fields.compactMap { field in
            origins[field.name].map { (field.name, field.text(in: self), $0) }
        }
        let properties = runtime.properties.sorted { $0.name < $1.name }.compactMap { setting in
            let name = KafkaProperty.prefix + setting.name
            return origins[name].map { (name, KafkaProperty.shown(setting), $0) }
        }
        return fields + properties
    }
}
