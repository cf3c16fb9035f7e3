internal import Commerce

/// The one sentence of an alert that a person reads first.
enum AlertSentence {
    /// For example: "Payment failures at issuer icbc inside provider alipay: 42 of 120 (35.0 %) in 5 minutes where 5.1
    /// were expected (8.2×)."
    static func make(_ signal: Signal, _ slice: Slice, _ status: Alert.Status, _ evidence: Evidence) -> String {
        let place = slice.terms.isEmpty ? "in the whole shop" : "at " + self.place(slice)
        let numbers = "\(evidence.observed)\(trials(signal, evidence)) in \(evidence.windowMinutes) minutes"
        let expected = "where \(tenths(evidence.expected)) were expected (\(tenths(evidence.lift))×)"
        switch status {
        case .firing, .updated: return "\(noun(signal)) \(place): \(numbers) \(expected)."
        case .recovering: return "\(noun(signal)) \(place) are going back; at their height \(numbers) \(expected)."
        case .resolved: return "\(noun(signal)) \(place) are back to normal; at their height \(numbers) \(expected)."
        }
    }

    private static func noun(_ signal: Signal) -> String {
        switch signal {
        case .paymentFailure: "Payment failures"
        case .cancellation: "Cancellations"
        case .stockout: "Failed reservations"
        case .unconfirmed: "Unconfirmed orders"
        case .misShipment: "Wrong shipments"
        }
    }

    /// Narrow before wide: "issuer icbc inside provider alipay".
    private static func place(_ slice: Slice) -> String {
        slice.terms.reversed()
            .map { "\($0.dimension.name.map { $0 == "_" ? " " : String($0) }.joined()) \($0.value)" }
            .joined(separator: " inside ")
    }

    private static func trials(_ signal: Signal, _ evidence: Evidence) -> String {
        guard signal.isProportion, evidence.trials > 0 else { return "" }
        return " of \(evidence.trials) (\(tenths(100 * Double(evidence.observed) / Double(evidence.trials))) %)"
    }

    /// With one digit after the point, without Foundation.
    private static func tenths(_ value: Double) -> String {
        guard value.isFinite, value < 1e12 else { return "many" }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
