import Commerce
import Streaming

extension Truth {
    /// The truth of `scenario`.
    init(_ scenario: Scenario) {
        var incidents: [Entry] = []
        if !scenario.incidents.isEmpty {
            var scale = IncidentScale(scenario.configuration, disturbances: scenario.disturbances)
            for incident in scenario.incidents { incidents.append(Entry(incident, &scale)) }
        }
        let disturbances = scenario.disturbances.map { Entry($0) }
        let entries = incidents + disturbances
        self.entries = entries.sorted { ($0.start, $0.name) < ($1.start, $1.name) }
    }
}

extension Truth.Entry {
    init(_ incident: InjectedIncident, _ scale: inout IncidentScale) {
        let size = scale.size(of: incident)
        self.init(
            name: incident.name,
            expectation: size.excess < History.leastExcess ? .notice : .alert,
            signal: incident.signal,
            slice: incident.slice,
            equivalents: scale.equivalents.equivalents(of: incident.slice),
            start: incident.start,
            end: incident.end,
            intensity: incident.intensity,
            shape: incident.shape,
            consequences: Self.consequences(of: incident, in: scale.configuration),
            size: size
        )
    }

    init(_ disturbance: Disturbance) {
        let expectation: Truth.Expectation
        var signal: Signal?
        var slice = Slice.all
        var consequences: [Truth.Consequence] = []
        switch disturbance.kind {
        case .silence(let provider):
            expectation = .volume
            slice = Slice([.init(.provider, provider)])
            consequences = [
                Truth.Consequence(.unconfirmed, slice, of: disturbance.start, disturbance.end),
                Truth.Consequence(.cancellation, Self.unpaid, of: disturbance.start, disturbance.end),
            ]
        case .stall: expectation = .late
        case .newcomer, .clockChange: expectation = .silence
        case .flashSale, .promotion, .duplicates, .backlog, .retryStorm: expectation = .silence
        case .serialCanceller:
            // One alert, about nobody but the customer.
            expectation = .alert
            signal = .cancellation
            slice = .oneCustomer
        }
        self.init(
            name: disturbance.name,
            expectation: expectation,
            signal: signal,
            slice: slice,
            equivalents: [],
            start: disturbance.start,
            end: disturbance.end,
            intensity: nil,
            shape: nil,
            consequences: consequences,
            size: nil
        )
    }

    private static let unpaid = Slice([.init(.reason, CancelReason.paymentFailed.rawValue)])

    private static func consequences(
        of incident: InjectedIncident,
        in configuration: ShopConfiguration
    ) -> [Truth.Consequence] {
        let (start, end) = (incident.start, incident.end)
        switch incident.signal {
        case .paymentFailure:
            let shared: [Dimension] = [.provider, .method, .channel, .country]
            let terms = incident.slice.terms.filter { shared.contains($0.dimension) }
            let expired = end.advanced(by: configuration.behaviour.unpaidExpiry)
            let method = Slice([.init(.reason, CancelReason.paymentMethod.rawValue)])
            return [
                Truth.Consequence(.unconfirmed, Slice(terms), of: start, end),
                Truth.Consequence(.cancellation, unpaid, of: start, expired),
                Truth.Consequence(.cancellation, method, of: start, end),
            ]
        case .stockout:
            let reason = Slice([.init(.reason, CancelReason.outOfStock.rawValue)])
            return [
                Truth.Consequence(.cancellation, reason, of: start, end),
                Truth.Consequence(.unconfirmed, .all, of: start, end),
            ]
        case .cancellation, .unconfirmed, .misShipment, .volume: return []
        }
    }
}

extension Truth.Consequence {
    /// What happened between two instants shows up to two hours after the second.
    fileprivate init(_ signal: Signal, _ slice: Slice, of start: EventTime, _ end: EventTime) {
        self.init(signal: signal, slice: slice, start: start, end: end.advanced(by: .hours(2)))
    }
}
