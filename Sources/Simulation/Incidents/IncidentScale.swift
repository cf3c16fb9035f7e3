import Commerce
import Streaming

/// Tells how large the incidents of a scenario are.
struct IncidentScale: Sendable {
    let configuration: ShopConfiguration
    let equivalents: Equivalents
    let world: World
    private var sample: OrderSample
    /// What makes the volume unusual.
    var disturbances: [Disturbance]

    private static let minute = Milliseconds.minutes(1)

    init(_ configuration: ShopConfiguration, disturbances: [Disturbance]) {
        self.configuration = configuration
        world = World(configuration)
        equivalents = Equivalents(world)
        let plan = Plan(Scenario("sizes", configuration, disturbances: disturbances), in: world)
        sample = OrderSample(world, newcomers: plan.newcomers)
        self.disturbances = disturbances
    }

    /// What an order adds on average where `incident` is, while it is at its worst.
    mutating func portion(of incident: InjectedIncident) -> OrderSample.Portion {
        sample.portion(of: ActiveIncident(incident, in: world), in: incident.slice)
    }

    /// The size of `incident`.
    mutating func size(of incident: InjectedIncident) -> IncidentSize {
        let portion = portion(of: incident)
        let showing = Showing(incident, configuration)
        let noise = configuration.behaviour.restlessness.noise
        var size = IncidentSize(showsFrom: showing.from, showsUntil: showing.until, usual: 0, excess: 0, evidence: 0)
        var minute = showing.from
        while minute < showing.until {
            let share = min(Double(showing.until.since(minute).rawValue) / 60_000, 1)
            let orders = share * orders(at: minute.advanced(by: -showing.lag))
            let usual = orders * portion.usual
            let excess = orders * portion.excess * showing.intensity(at: minute)
            let lift = (usual + excess) / max(usual, 1e-12)
            let evidence = usual * (lift * Elementary.log(max(lift, 1e-12)) - lift + 1)
            size.usual += usual
            size.excess += excess
            size.evidence += evidence / (1 + 2 * noise * noise * usual)
            minute = minute.advanced(by: Self.minute)
        }
        return size
    }

    /// Orders expected in the minute that begins at `time`.
    private func orders(at time: EventTime) -> Double {
        var orders = configuration.ordersPerDay / 1440 * configuration.profile.factor(at: time)
        for disturbance in disturbances where disturbance.lasts(at: time.milliseconds) {
            if case .flashSale(let factor) = disturbance.kind { orders *= factor }
        }
        return orders
    }

    /// When an incident shows, and how far behind the orders it concerns.
    private struct Showing {
        let from: EventTime
        let until: EventTime
        /// How long after an order was placed its outcome is counted.
        let lag: Milliseconds
        private let start: EventTime
        private let duration: Double
        private let isRamp: Bool
        /// The share of the outcomes that fall into the time it shows.
        private let density: Double

        init(_ incident: InjectedIncident, _ configuration: ShopConfiguration) {
            isRamp = incident.shape == .ramp
            let first: Milliseconds
            let last: Milliseconds
            switch incident.signal {
            case .paymentFailure: (first, last, lag) = (.seconds(0), .seconds(0), .seconds(15))
            case .stockout, .volume: (first, last, lag) = (.seconds(0), .seconds(0), .seconds(1))
            case .cancellation: (first, last, lag) = (.minutes(1), .minutes(10), .minutes(5))
            // What is paid in its last minutes is confirmed, after its end, before the deadline.
            case .unconfirmed: (first, last, lag) = (.minutes(30), .minutes(12), .minutes(30))
            case .misShipment:
                (first, last) = (.minutes(5), .minutes(60))
                lag = Milliseconds(configuration.behaviour.shippingMedian.rawValue + 1_800_000)
            }
            from = incident.start.advanced(by: first)
            until = max(from, incident.end.advanced(by: last))
            start = from
            // The first of an incident's missing confirmations show, the last do not; of all else, all.
            let isCut = incident.signal == .unconfirmed
            let shown = max(Double(until.since(from).rawValue), 1)
            duration = isCut ? max(Double(incident.duration.rawValue), 1) : shown
            density = isCut ? 1 : min(Double(incident.duration.rawValue) / shown, 1)
        }

        /// The excess at `time`, as a share of the worst.
        func intensity(at time: EventTime) -> Double {
            guard isRamp else { return density }
            return density * min((Double(time.since(start).rawValue) + 30_000) / duration, 1)
        }
    }
}
