import Commerce
import Streaming

/// Draws what happens in a history of many days: incidents at random that somebody could see, and confounders.
struct History {
    private var scenario: Scenario
    private var scale: IncidentScale
    private var chance: Chance
    private var sizes: [IncidentSize] = []

    /// The first day is for learning: nothing happens in it.
    static let warmUp = Milliseconds.hours(24)
    static let incidentsPerDay = 8
    /// An incident is worth finding when it has at least so many bad outcomes beyond the usual ones …
    static let leastExcess = 15.0
    /// … and its minutes say so this clearly; see ``IncidentSize/evidence``.
    static let leastEvidence = 20.0
    /// So many times the usual, at the worst.
    static let lifts = 1.8...12.0
    /// How long incidents last, in minutes.
    static let lengths = 8.0...120.0
    /// A confirmation is missing only half an hour later, and most short troubles are over by then.
    private static let leastShown = Milliseconds.minutes(8)
    /// Between two incidents of a signal.
    private static let pause = Milliseconds.minutes(60)
    private static let attemptsMax = 4000
    /// So often chance tries to find a place for an incident of one signal.
    private static let attemptsPerSignal = 500

    /// The incidents and disturbances of `configuration`'s days.
    static func fill(_ configuration: ShopConfiguration, named name: String) -> Scenario {
        var history = History(Scenario(name, configuration))
        let days = Int(configuration.duration.rawValue / Milliseconds.days(1).rawValue)
        for day in 1..<max(days, 1) { history.confuse(day) }
        history.scale.disturbances = history.scenario.disturbances
        for day in 1..<max(days, 1) {
            for _ in 0..<incidentsPerDay { history.harm(day) }
        }
        return history.scenario
    }

    private init(_ scenario: Scenario) {
        self.scenario = scenario
        scale = IncidentScale(scenario.configuration, disturbances: [])
        chance = Chance(seed: scenario.configuration.seed, .history)
    }

    // MARK: What is no incident

    private mutating func confuse(_ day: Int) {
        let factor = 3 + 5 * chance.unit()
        add("flash sale", .flashSale(factor: factor), day, minutes: 15...60)
        let sku = ShopConfiguration.sku(rank: chance.index(below: 8))
        let share = 0.1 + 0.2 * chance.unit()
        add("promotion", .promotion(sku: sku, share: share), day, minutes: 30...90)
        let silent = chance.happens(0.5)
        let provider = scenario.configuration.providers[chance.index(below: scenario.configuration.providers.count)]
        if silent { add("silent provider", .silence(provider: provider.name), day, minutes: 10...30) }
        if chance.happens(0.5) { add("stalled pipeline", .stall, day, minutes: 10...40) }
    }

    private mutating func add(_ name: String, _ kind: Disturbance.Kind, _ day: Int, minutes: ClosedRange<Int64>) {
        let duration = chance.milliseconds(minutes.lowerBound * 60_000...minutes.upperBound * 60_000)
        let start = instant(of: day, before: duration)
        scenario.disturbances.append(Disturbance(name, kind, start: start, duration: Milliseconds(duration)))
    }

    /// A whole second of the day, such that what lasts `duration` is over an hour before the day is.
    private mutating func instant(of day: Int, before duration: Int64) -> EventTime {
        let latest = Milliseconds.hours(23).rawValue - duration
        let past = chance.milliseconds(0...latest) / 1000 * 1000
        return scenario.at(Milliseconds(Milliseconds.days(Int64(day)).rawValue + past))
    }

    // MARK: What is one

    /// Adds an incident of this day; none when chance finds no place for one.
    private mutating func harm(_ day: Int) {
        var signal = drawSignal()
        for attempt in 1...Self.attemptsMax {
            if attempt.isMultiple(of: Self.attemptsPerSignal) { signal = drawSignal() }
            let incident = draw(signal, day)
            let size = scale.size(of: incident)
            guard size.excess >= Self.leastExcess, size.evidence >= Self.leastEvidence else { continue }
            guard size.showsUntil.since(size.showsFrom) >= Self.leastShown, hasRoom(for: incident, size) else {
                continue
            }
            scenario.incidents.append(incident)
            sizes.append(size)
            return
        }
    }

    /// Incidents of one signal do not touch each other, nor what a silent provider says.
    private func hasRoom(for incident: InjectedIncident, _ size: IncidentSize) -> Bool {
        let from = incident.start.advanced(by: -Self.pause)
        let until = size.showsUntil.advanced(by: Self.pause)
        let isClear = zip(scenario.incidents, sizes).allSatisfy { (other, shown) in
            let related = other.signal == incident.signal || Set([other.signal, incident.signal]) == Self.related
            return !related || shown.showsUntil <= from || until <= other.start
        }
        return isClear
            && scenario.disturbances.allSatisfy { disturbance in
                guard case .silence = disturbance.kind, Self.related.contains(incident.signal) else { return true }
                return disturbance.end <= from || until <= disturbance.start
            }
    }

    /// What is not paid is not confirmed.
    private static let related: Set<Signal> = [.paymentFailure, .unconfirmed]

    private mutating func drawSignal() -> Signal { Self.signals[Self.signalChoice.pick(&chance)].0 }

    private mutating func draw(_ signal: Signal, _ day: Int) -> InjectedIncident {
        let duration = Int64(within(Self.lengths) * 60) * 1000
        let start = instant(of: day, before: duration)
        let lift = within(Self.lifts)
        let shape: InjectedIncident.Shape = chance.happens(0.7) ? .step : .ramp
        let slice = slice(of: signal)
        let draft = InjectedIncident(
            "\(signal.rawValue) \(slice)",
            signal,
            in: slice,
            start: start,
            duration: Milliseconds(duration),
            .lift(lift),
            shape
        )
        return measured(draft, lift)
    }

    /// A number in `range` whose logarithm is uniformly distributed.
    private mutating func within(_ range: ClosedRange<Double>) -> Double {
        let (low, high) = (Elementary.log(range.lowerBound), Elementary.log(range.upperBound))
        return min(max(Elementary.exp(low + (high - low) * chance.unit()), range.lowerBound), range.upperBound)
    }

    private static let signals: [(Signal, Double)] = [
        (.paymentFailure, 0.40), (.cancellation, 0.15), (.stockout, 0.20), (.unconfirmed, 0.15), (.misShipment, 0.10),
    ]
    private static let signalChoice = WeightedChoice(signals.map(\.1))

    /// The mechanism of a cancellation, of a decline family and of a missing confirmation raises a part of what is
    /// counted; its intensity is such that the whole rises by `lift`.
    private mutating func measured(_ draft: InjectedIncident, _ lift: Double) -> InjectedIncident {
        var incident = draft
        let portion = scale.portion(of: draft)
        guard portion.excess > 0 else { return incident }
        switch draft.signal {
        case .cancellation, .unconfirmed:
            let behaviour = scenario.configuration.behaviour
            let active = ActiveIncident(draft, in: scale.world)
            let usual =
                draft.signal == .unconfirmed
                ? behaviour.unconfirmedShare : behaviour.cancellationShare * WordChoices.share(of: active.reason)
            let wanted = (lift - 1) * portion.usual / portion.excess
            incident.intensity = .rate(min(usual + (active.worst(usual) - usual) * wanted, 0.98))
        case .paymentFailure:
            guard draft.slice.value(of: .declineFamily) != nil else { return incident }
            incident.intensity = .lift(1 + (lift - 1) * (lift - 1) * portion.usual / portion.excess)
        case .stockout, .misShipment, .volume: break
        }
        return incident
    }

    // MARK: Where

    private mutating func slice(of signal: Signal) -> Slice {
        let choices = Self.dimensions(of: signal)
        let dimensions = choices[chance.index(below: choices.count)]
        if dimensions == [.provider, .issuer] {
            let instrument = scale.world.instruments[chance.index(below: scale.world.instruments.count)]
            return Slice([
                .init(.provider, scenario.configuration.providers[instrument.provider].name),
                .init(.issuer, scenario.configuration.issuers[instrument.issuer].name),
            ])
        }
        return Slice(dimensions.map { .init($0, value(of: $0)) })
    }

    /// The dimensions by which TRACK counts the signal; pairs come twice, for there is one of them only.
    private static func dimensions(of signal: Signal) -> [[Dimension]] {
        switch signal {
        case .paymentFailure:
            [
                [.provider], [.method], [.issuer], [.country], [.channel], [.declineFamily], [.provider, .issuer],
                [.provider, .issuer],
            ]
        case .cancellation: [[.country], [.channel], [.category], [.warehouse], [.reason]]
        case .stockout: [[.sku], [.category], [.warehouse], [.warehouse, .sku], [.warehouse, .sku]]
        case .unconfirmed: [[.provider], [.method], [.country], [.channel]]
        case .misShipment: [[.warehouse], [.carrier], [.cause]]
        case .volume: preconditionFailure("a history has no incidents of volume")
        }
    }

    private mutating func value(of dimension: Dimension) -> String {
        let configuration = scenario.configuration
        let names: [String] =
            switch dimension {
            case .provider: configuration.providers.map(\.name)
            case .method: scale.world.methodNames
            case .issuer: configuration.issuers.map(\.name)
            case .country: configuration.countries.map(\.code)
            case .channel: configuration.channels.map(\.name)
            case .declineFamily: DeclineFamily.allCases.map(\.rawValue)
            case .reason: Self.reasons.map(\.rawValue)
            case .category: configuration.categories.map(\.name)
            case .warehouse: configuration.warehouses.map(\.name)
            case .sku: scale.world.skus.map(\.name)
            case .carrier: configuration.carriers.map(\.name)
            case .source: preconditionFailure("a source has no rate")
            case .cause: [ShipmentFault.picking, .packing, .labelling, .address].map(\.rawValue)
            }
        return names[chance.index(below: names.count)]
    }

    private static let reasons: [CancelReason] = [
        .changedMind, .deliveryTooSlow, .foundCheaper, .priceChanged, .shippingCost, .wrongItem,
    ]
}
