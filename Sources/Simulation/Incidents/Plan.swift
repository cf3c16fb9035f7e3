import Commerce
import Streaming

/// A scenario's incidents and disturbances, ready to be asked what holds now.
struct Plan: Sendable {
    let incidents: [ActiveIncident]
    let disturbances: [Disturbance]
    /// The providers that are silent for a while, by index, with when.
    private let silences: [(provider: Int, start: Int64, end: Int64)]

    init(_ scenario: Scenario, in world: World) {
        incidents = scenario.incidents.map { ActiveIncident($0, in: world) }
        disturbances = scenario.disturbances
        silences = scenario.disturbances.compactMap { disturbance in
            guard case .silence(let name) = disturbance.kind else { return nil }
            let provider = world.index(of: Slice.Term(.provider, name))
            return provider.map { ($0, disturbance.start.milliseconds, disturbance.end.milliseconds) }
        }
    }

    /// The incident of `signal` that raises `rate` most for what has these properties, and to what.
    func worst(
        _ signal: Signal,
        _ rate: Double,
        for facets: @autoclosure () -> Facets,
        at time: Int64
    ) -> (incident: Int, rate: Double)? {
        var worst: (incident: Int, rate: Double)?
        for (index, incident) in incidents.enumerated() where incident.signal == signal && incident.lasts(at: time) {
            guard incident.concerns(facets()) else { continue }
            let raised = incident.raise(rate, at: time)
            if raised > max(rate, worst?.rate ?? 0) { worst = (index, raised) }
        }
        return worst
    }

    /// What the volume is multiplied by at `time`.
    func volumeFactor(at time: Int64) -> Double {
        var factor = 1.0
        for disturbance in disturbances where disturbance.lasts(at: time) {
            if case .flashSale(let more) = disturbance.kind { factor *= more }
        }
        return factor
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
}
