internal import Backtesting
internal import Simulation
internal import Streaming

/// A simulated shop, played while it is read: nobody stores its events.
final class SimulatedHistory: History {
    let name: String
    let labels: [Label]
    let limit: WallTime
    let size: Int
    private let start: EventTime
    private var shop: Shop
    private var position: EventTime

    /// The shop of `scenario`.
    init(_ scenario: Scenario) {
        name = "\(scenario.name), seed \(scenario.configuration.seed)"
        let end = scenario.configuration.end
        labels = Label.all(of: scenario.truth).filter { $0.start < end }
        start = scenario.configuration.start
        position = start
        // What is dated after the end is still on its way when the shop closes.
        limit = WallTime(milliseconds: end.milliseconds).advanced(by: .days(1))
        size = Int(scenario.configuration.duration.rawValue / 1000)
        shop = Shop(scenario)
    }

    var done: Int { Int(position.since(start).rawValue / 1000) }

    func next() -> RecordedEvent? {
        guard let event = shop.next() else { return nil }
        position = max(position, event.arrivesAt)
        return RecordedEvent(value: event.value)
    }
}
