import Commerce
import Streaming

/// A scenario's incidents and disturbances, ready to be asked what holds now.
///
/// A long history has hundreds of them and asks several times per order, so those of the current minute are kept apart.
struct Plan: Sendable {
    let incidents: [ActiveIncident]
    /// Those that last at some instant of the current minute.
    private(set) var disturbances: [Disturbance] = []
    private var current: [Int] = []
    private let allDisturbances: [Disturbance]
    /// The providers that are silent for a while, by index, with when.
    private let silences: [(provider: Int, start: Int64, end: Int64)]
    /// The providers that are new, by index.
    let newcomers: [Newcomer]
    /// The skus that everybody wants for a while, by index.
    private let promotions: [Promotion]

    /// A provider that is new.
    struct Newcomer: Sendable {
        let provider: Int
        /// The share of the orders that it takes.
        let share: Double
        fileprivate let start: Int64
    }

    /// A sku that everybody wants for a while.
    struct Promotion: Sendable {
        let sku: Int
        /// The share of the orders that hold it because of that.
        let share: Double
        fileprivate let start: Int64
        fileprivate let end: Int64
    }

    init(_ scenario: Scenario, in world: World) {
        incidents = scenario.incidents.map { ActiveIncident($0, in: world) }
        allDisturbances = scenario.disturbances
        silences = scenario.disturbances.compactMap { disturbance in
            guard case .silence(let name) = disturbance.kind else { return nil }
            let provider = world.index(of: Slice.Term(.provider, name))
            return provider.map { ($0, disturbance.start.milliseconds, disturbance.end.milliseconds) }
        }
        newcomers = scenario.disturbances.compactMap { disturbance in
            guard case .newcomer(let name, let share) = disturbance.kind else { return nil }
            let provider = world.index(of: Slice.Term(.provider, name))
            return provider.map { Newcomer(provider: $0, share: share, start: disturbance.start.milliseconds) }
        }
        promotions = scenario.disturbances.compactMap { disturbance in
            guard case .promotion(let name, let share) = disturbance.kind else { return nil }
            let (start, end) = (disturbance.start.milliseconds, disturbance.end.milliseconds)
            let sku = world.index(of: Slice.Term(.sku, name))
            return sku.map { Promotion(sku: $0, share: share, start: start, end: end) }
        }
    }

    /// A minute begins: `now`, until a minute later, both included.
    mutating func advance(to now: Int64) {
        let end = now + 60_000
        current = incidents.indices.filter { incidents[$0].start <= end && now < incidents[$0].end }
        disturbances = allDisturbances.filter { $0.start.milliseconds <= end && now < $0.aftermath }
    }

    /// The incidents of `signal` that last at `time`, which is in the current minute, with their indices.
    func lasting(_ signal: Signal, at time: Int64) -> [Int] {
        current.isEmpty ? [] : current.filter { incidents[$0].signal == signal && incidents[$0].lasts(at: time) }
    }

    /// The incident of `signal` that raises `rate` most for what has these properties, and to what.
    func worst(
        _ signal: Signal,
        _ rate: Double,
        for facets: @autoclosure () -> Facets,
        at time: Int64
    ) -> (incident: Int, rate: Double)? {
        var worst: (incident: Int, rate: Double)?
        for index in lasting(signal, at: time) where incidents[index].concerns(facets()) {
            let raised = incidents[index].raise(rate, at: time)
            if raised > max(rate, worst?.rate ?? 0) { worst = (index, raised) }
        }
        return worst
    }

    /// What the volume is multiplied by at `time`.
    func volumeFactor(at time: Int64) -> Double {
        var factor = 1.0
        for disturbance in disturbances where disturbance.lasts(at: time) {
            switch disturbance.kind {
            case .flashSale(let more): factor *= more
            case .promotion(_, let share): factor /= 1 - share
            default: break
            }
        }
        return factor
    }

    /// The promotion of `time`, if there is one.
    func promotion(at time: Int64) -> Promotion? {
        promotions.isEmpty ? nil : promotions.first { $0.start <= time && time < $0.end }
    }

    /// The new provider of `time`, if there is one.
    func newcomer(at time: Int64) -> Newcomer? {
        newcomers.isEmpty ? nil : newcomers.last { $0.start <= time }
    }

    /// How far the clocks have been put forward at `time`.
    func clockShift(at time: Int64) -> Int64 {
        allDisturbances.reduce(0) { sum, disturbance in
            guard case .clockChange(let shift) = disturbance.kind, disturbance.start.milliseconds <= time else {
                return sum
            }
            return sum + shift.rawValue
        }
    }

    /// How many attempts each failed order makes at `time`, when there is a retry storm.
    func stormAttempts(at time: Int64) -> Int? {
        for disturbance in disturbances where disturbance.lasts(at: time) {
            if case .retryStorm(let attempts) = disturbance.kind { return attempts }
        }
        return nil
    }

    /// Whether `provider` says nothing at `time`.
    func isSilent(provider: Int, at time: Int64) -> Bool {
        silences.contains { $0.provider == provider && $0.start <= time && time < $0.end }
    }
}

extension Disturbance {
    /// Whether it lasts at `time`.
    func lasts(at time: Int64) -> Bool { start.milliseconds <= time && time < end.milliseconds }

    /// How long what was held back takes to arrive.
    static let catchUp: Int64 = 300_000

    /// When what was held back by it has arrived.
    var aftermath: Int64 { end.milliseconds + Self.catchUp }

    /// When an event of `time` arrives at the earliest, behind a stall: first what happened first.
    func release(of time: Int64) -> Int64 {
        let past = time - start.milliseconds
        return end.milliseconds + past * Self.catchUp / (duration.rawValue + Self.catchUp)
    }
}
