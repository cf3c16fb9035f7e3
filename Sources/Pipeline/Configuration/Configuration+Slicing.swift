internal import Commerce

extension Configuration {
    /// The rows of TRACK about slices and decline codes.
    static let slicing: [ConfigurationField] =
        Signal.allCases.map { .slices(of: $0, sliceMeaning($0)) } + [
            .integer(
                "track.slices-max",
                \.track.slicesMax,
                in: 16...1_000_000,
                "How many values of a dimension, or pairs, a task counts by themselves for a signal; the rest is `other`."
            ),
            .declineCodes(
                "track.decline-codes",
                \.track.declineCodes,
                "What decline codes mean, beside the standard ones: `code=family` or `provider:code=family`."
            ),
        ]

    private static func sliceMeaning(_ signal: Signal) -> String {
        let what =
            switch signal {
            case .paymentFailure: "failed payment attempts"
            case .cancellation: "cancellations"
            case .stockout: "failed reservations and demand lost"
            case .unconfirmed: "orders past their confirmation deadline"
            case .misShipment: "wrong parcels"
            case .volume: "events"
            }
        return "The dimensions, and pairs of them, by which \(what) are counted."
    }
}
