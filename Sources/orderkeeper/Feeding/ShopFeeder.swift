internal import Commerce
internal import Kafka
internal import Pipeline
internal import Simulation
internal import Streaming

/// Sends what happens in a simulated shop to its topics, as far in time as it is told.
struct ShopFeeder: ~Copyable {
    /// How many events were sent.
    private(set) var count = 0

    private var shop: Shop
    private var next: ShopEvent?
    private var producer: Producer
    private let topics: Topics

    /// A feeder that has sent nothing.
    init(_ scenario: Scenario, _ configuration: Configuration) throws {
        shop = Shop(scenario)
        next = shop.next()
        topics = configuration.topics
        let usual = [Setting("partitioner", configuration.runtime.partitioner), Setting("compression.type", "lz4")]
        producer = try Producer(
            bootstrap: configuration.runtime.bootstrap,
            clientID: "\(configuration.runtime.application)-simulated-shop",
            settings: usual + configuration.runtime.properties
        )
    }

    /// Lets a customer hear of an action, see ``Shop/hear(_:)``.
    mutating func hear(_ action: Action) { shop.hear(action) }

    /// Whether everything was sent.
    var isFinished: Bool { next == nil }

    /// When the next event arrives.
    var nextArrival: EventTime? { next?.arrivesAt }

    /// Sends what arrives up to `time`, `max` events at most, and returns when all of it is written.
    mutating func send(through time: EventTime, max: Int = .max) throws {
        var left = max
        while let event = next, event.arrivesAt <= time, left > 0 {
            try producer.send(
                ProducedRecord(
                    topic: topics.name(of: event.topic),
                    key: event.key,
                    value: event.value,
                    timestamp: event.occurredAt.milliseconds
                )
            )
            next = shop.next()
            count += 1
            left -= 1
        }
        if left < max { try producer.flush() }
    }
}
