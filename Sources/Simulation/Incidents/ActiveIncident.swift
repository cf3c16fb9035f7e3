import Commerce
import Streaming

/// An injected incident, resolved against a world: names have become indices.
struct ActiveIncident: Sendable {
    let signal: Signal
    let start: Int64
    let end: Int64
    let intensity: InjectedIncident.Intensity
    let shape: InjectedIncident.Shape
    /// What confines it.
    let terms: [(dimension: Dimension, value: Int)]
    /// How declined attempts are declined, when the slice says so.
    let family: DeclineFamily?
    /// Codes of that family, or of a system that failed.
    let codes: [Share]
    let codeChoice: WeightedChoice
    /// Why orders are cancelled, when the slice says so.
    let reason: CancelReason?
    /// What is wrong with parcels, when the slice says so.
    let fault: ShipmentFault?

    init(_ incident: InjectedIncident, in world: World) {
        signal = incident.signal
        start = incident.start.milliseconds
        end = incident.end.milliseconds
        intensity = incident.intensity
        shape = incident.shape
        terms = incident.slice.terms.compactMap { term in
            world.index(of: term).map { (term.dimension, $0) }
        }
        family = incident.slice.value(of: .declineFamily).flatMap { DeclineFamily(rawValue: $0) }
        codes = DeclineCodes.codes(of: family ?? .technical)
        codeChoice = WeightedChoice(codes.map(\.weight))
        reason = incident.slice.value(of: .reason).flatMap { CancelReason(rawValue: $0) }
        fault = incident.slice.value(of: .cause).flatMap { ShipmentFault(rawValue: $0) }
    }

    /// Whether it lasts at `time`.
    func lasts(at time: Int64) -> Bool { start <= time && time < end }

    /// Whether it concerns what has these properties.
    func concerns(_ facets: Facets) -> Bool { terms.allSatisfy { facets.has($0.dimension, $0.value) } }

    /// What `rate` becomes at `time`.
    func raise(_ rate: Double, at time: Int64) -> Double {
        raise(rate, share: shape == .step ? 1 : Double(time - start) / Double(max(end - start, 1)))
    }

    /// What `rate` becomes when it is at its worst.
    func worst(_ rate: Double) -> Double { raise(rate, share: 1) }

    private func raise(_ rate: Double, share: Double) -> Double {
        switch intensity {
        case .rate(let target): return rate + max(target - rate, 0) * share
        case .lift(let factor): return max(rate, min(rate * (1 + (factor - 1) * share), 0.98))
        }
    }

    /// The sku and the warehouses (all when `nil`) that run out of stock altogether, when it is such an incident.
    var emptied: (sku: Int, warehouse: Int?)? {
        guard signal == .stockout, case .rate(let rate) = intensity, rate >= 1, shape == .step else { return nil }
        guard let sku = terms.first(where: { $0.dimension == .sku })?.value else { return nil }
        guard terms.allSatisfy({ $0.dimension == .sku || $0.dimension == .warehouse }) else { return nil }
        return (sku, terms.first { $0.dimension == .warehouse }?.value)
    }
}

extension World {
    /// The index of the term's value; `nil` when the dimension confines nothing but says how.
    func index(of term: Slice.Term) -> Int? {
        let found: Int?
        switch term.dimension {
        case .provider: found = configuration.providers.firstIndex { $0.name == term.value }
        case .method: found = methodNames.firstIndex(of: term.value)
        case .issuer: found = configuration.issuers.firstIndex { $0.name == term.value }
        case .country: found = configuration.countries.firstIndex { $0.code == term.value }
        case .channel: found = configuration.channels.firstIndex { $0.name == term.value }
        case .category: found = configuration.categories.firstIndex { $0.name == term.value }
        case .warehouse: found = configuration.warehouses.firstIndex { $0.name == term.value }
        case .sku: found = skus.firstIndex { $0.name == term.value }
        case .carrier: found = configuration.carriers.firstIndex { $0.name == term.value }
        case .declineFamily, .reason, .cause, .source: return nil
        }
        precondition(found != nil, "the shop has no \(term.dimension.name) \(term.value)")
        return found
    }
}
