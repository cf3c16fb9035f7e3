public import Commerce

/// Over which slices each signal is counted, beside the whole shop.
///
/// A pair needs both of its dimensions by themselves too: DETECT tells an issuer inside a provider from a provider by
/// looking at both, and the bound on the number of values (``TrackRules/slicesMax``) is kept by the dimension.
public struct SliceRules: Hashable, Sendable {
    /// How many ways of slicing a signal may have. Every event pays for each of them.
    public static let cutsMax = 15

    private var cuts: [Signal: [SliceCut]] = [
        .paymentFailure: [
            SliceCut(.provider), SliceCut(.method), SliceCut(.issuer), SliceCut(.country), SliceCut(.channel),
            SliceCut(.declineFamily), SliceCut(.provider, .issuer), SliceCut(.provider, .method),
            SliceCut(.provider, .country), SliceCut(.provider, .declineFamily), SliceCut(.method, .declineFamily),
            SliceCut(.issuer, .declineFamily), SliceCut(.country, .declineFamily), SliceCut(.channel, .declineFamily),
        ],
        .cancellation: [
            SliceCut(.reason), SliceCut(.channel), SliceCut(.category), SliceCut(.warehouse), SliceCut(.country),
            SliceCut(.category, .warehouse), SliceCut(.reason, .channel), SliceCut(.reason, .category),
            SliceCut(.reason, .warehouse), SliceCut(.reason, .country),
        ],
        .stockout: [
            SliceCut(.sku), SliceCut(.category), SliceCut(.warehouse), SliceCut(.sku, .warehouse),
        ],
        .unconfirmed: [
            SliceCut(.provider), SliceCut(.method), SliceCut(.channel), SliceCut(.country), SliceCut(.cause),
            SliceCut(.cause, .channel), SliceCut(.cause, .country),
        ],
        .misShipment: [
            SliceCut(.cause), SliceCut(.warehouse), SliceCut(.carrier), SliceCut(.cause, .warehouse),
            SliceCut(.cause, .carrier),
        ],
        .volume: [
            SliceCut(.source), SliceCut(.provider),
        ],
    ]

    /// The defaults.
    public init() {}

    /// The slices of `signal`.
    public subscript(signal: Signal) -> [SliceCut] {
        get { cuts[signal] ?? [] }
        set { cuts[signal] = newValue }
    }

    /// The dimensions that are known wherever `signal` is counted, of what is tried as of what fails.
    static func dimensions(of signal: Signal) -> [Dimension] {
        switch signal {
        case .paymentFailure: [.provider, .method, .issuer, .country, .channel, .declineFamily]
        case .cancellation: [.reason, .channel, .category, .warehouse, .country, .sku]
        case .stockout: [.sku, .category, .warehouse]
        case .unconfirmed: [.cause, .provider, .method, .issuer, .channel, .country, .category, .warehouse, .sku]
        case .misShipment: [.cause, .warehouse, .carrier, .category, .country, .channel]
        case .volume: [.source, .provider]
        }
    }

    /// What to write instead of `cuts` for `signal`; `nil` when nothing is wrong with them.
    static func remedy(of cuts: [SliceCut], for signal: Signal) -> String? {
        let known = dimensions(of: signal)
        let singles = Set(cuts.filter { $0.second == nil }.map(\.first))
        if cuts.count > cutsMax { return "at most \(cutsMax) slices: every event is counted in each" }
        for (index, cut) in cuts.enumerated() {
            if let stranger = cut.dimensions.first(where: { !known.contains($0) }) {
                let names = known.map(\.name).joined(separator: ", ")
                return "dimensions that \(signal.rawValue) has instead of \(stranger.name): \(names)"
            }
            if cuts[..<index].contains(cut) { return "\(cut) once" }
            guard cut.second != nil else { continue }
            if let missing = cut.dimensions.first(where: { !singles.contains($0) }) {
                return "\(missing.name) by itself too, beside \(cut)"
            }
        }
        return nil
    }
}
