internal import Commerce

/// The sentence of an alert, in English, with its numbers.
struct Wording {
    let signal: Signal
    /// Which bad outcomes are counted, if not all.
    let outcome: Slice
    /// Of `volume`: whether there are too many events and not too few.
    var isFlood = false

    /// For example "Payment failures at issuer icbc inside provider alipay: 42 of 120 orders (35 %) in 5 minutes where 5.1
    /// were expected (8.2×)."
    func sentence(_ slice: Slice, _ step: Step) -> String {
        let outcomes = outcome.terms.map { " of \(Self.words($0))" }.joined()
        let subject = "\(subject)\(outcomes) \(Self.place(slice))"
        switch step {
        case .firing(let evidence):
            return signal == .volume ? stopped(slice, evidence) : "\(subject): \(counts(evidence))."
        case .updated(let evidence, let risk, let minutes):
            return "\(subject) continue: \(counts(evidence)); \(beyond(risk, minutes))."
        case .recovering(let quiet, let risk, let minutes):
            return "\(subject) have been near the expected for \(quiet) minutes; \(beyond(risk, minutes))."
        case .resolved(let risk, let minutes):
            return "\(subject) are over after \(minutes) minutes: \(beyond(risk, minutes))."
        case .absorbed(let wider):
            return "\(subject) are part of those \(Self.place(wider)) and are reported there."
        }
    }

    private func beyond(_ count: Int, _ minutes: Int) -> String {
        let isMissing = signal == .volume && !isFlood
        return "\(count) \(units) \(isMissing ? "fewer than" : "beyond the") expected in \(minutes) minutes"
    }

    private func stopped(_ slice: Slice, _ evidence: Evidence) -> String {
        let what = isFlood ? "come many times as often as usual" : "have all but stopped"
        let who = slice.terms.isEmpty ? "The pipeline is late" : "Events \(Self.place(slice)) \(what)"
        return "\(who): \(evidence.observed) events in \(evidence.windowMinutes) minutes where "
            + "\(Self.short(evidence.expected)) were expected."
    }

    private var subject: String {
        switch signal {
        case .paymentFailure: "Payment failures"
        case .cancellation: "Cancellations"
        case .stockout: "Failed reservations"
        case .unconfirmed: "Unconfirmed orders"
        case .misShipment: "Wrong shipments"
        case .volume: isFlood ? "Surplus events" : "Missing events"
        }
    }

    private var units: String {
        switch signal {
        case .paymentFailure, .cancellation, .unconfirmed: "orders"
        case .stockout: "reservations"
        case .misShipment: "parcels"
        case .volume: "events"
        }
    }

    private func counts(_ evidence: Evidence) -> String {
        let share: String
        if signal.isProportion {
            let percent = 100 * Double(evidence.observed) / Double(max(1, evidence.trials))
            share = "\(evidence.observed) of \(evidence.trials) \(units) (\(Self.short(percent)) %)"
        } else {
            let known = signal == .misShipment ? "shipped" : "placed"
            share = "\(evidence.observed) against \(evidence.trials) \(units) \(known)"
        }
        return "\(share) in \(evidence.windowMinutes) minutes where \(Self.short(evidence.expected)) were expected "
            + "(\(Self.short(evidence.lift))×)"
    }

    /// Where a slice lies in the shop.
    static func place(_ slice: Slice) -> String {
        guard let last = slice.terms.last else { return "in the whole shop" }
        let inside = slice.terms.dropLast().reversed().map { " inside \(words($0))" }
        return "at \(words(last))" + inside.joined()
    }

    private static func words(_ term: Slice.Term) -> String {
        let name = term.dimension == .declineFamily ? "decline family" : term.dimension.name
        return "\(name) \(term.value)"
    }

    /// One decimal below 10, none from there on: "5.1", "35", "0.2".
    static func short(_ value: Double) -> String {
        guard value < 9.95 else { return "\(Int(min(value, 1e15).rounded()))" }
        let tenths = Int((max(0, value) * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
