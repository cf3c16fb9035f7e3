internal import Commerce

/// The sentence of an alert, in English, with its numbers.
struct Wording {
    let signal: Signal

    /// "Payment failures at issuer icbc inside provider alipay: 42 of 120 orders (35 %) in 5 minutes where 5.1 were
    /// expected (8.2×)."
    func firing(_ slice: Slice, _ evidence: Evidence) -> String {
        "\(subject) \(place(slice)): \(counts(evidence))."
    }

    /// The same, with what it has come to.
    func updated(_ slice: Slice, _ evidence: Evidence, ordersAtRisk: Int, minutes: Int) -> String {
        "\(subject) \(place(slice)) continue: \(counts(evidence)); "
            + "\(ordersAtRisk) \(units) beyond the expected in \(minutes) minutes."
    }

    /// "… have been near the expected for 5 minutes; 312 orders beyond it in 34 minutes."
    func recovering(_ slice: Slice, quietMinutes: Int, ordersAtRisk: Int, minutes: Int) -> String {
        "\(subject) \(place(slice)) have been near the expected for \(quietMinutes) minutes; "
            + "\(ordersAtRisk) \(units) beyond it in \(minutes) minutes."
    }

    /// "… are over after 34 minutes: 312 orders beyond the expected."
    func resolved(_ slice: Slice, ordersAtRisk: Int, minutes: Int) -> String {
        "\(subject) \(place(slice)) are over after \(minutes) minutes: \(ordersAtRisk) \(units) beyond the expected."
    }

    /// "… are part of those at provider alipay and are reported there."
    func absorbed(_ slice: Slice, by wider: Slice) -> String {
        "\(subject) \(place(slice)) are part of those \(place(wider)) and are reported there."
    }

    private var subject: String {
        switch signal {
        case .paymentFailure: "Payment failures"
        case .cancellation: "Cancellations"
        case .stockout: "Failed reservations"
        case .unconfirmed: "Unconfirmed orders"
        case .misShipment: "Wrong shipments"
        case .volume: "Events"
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

    private func place(_ slice: Slice) -> String {
        guard let last = slice.terms.last else { return "in the whole shop" }
        let inside = slice.terms.dropLast().reversed().map { " inside \(Self.words($0))" }
        return "at \(Self.words(last))" + inside.joined()
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
