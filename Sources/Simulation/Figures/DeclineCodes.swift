import Commerce

/// The providers' own words for a declined payment, by the family they belong to, with their shares.
enum DeclineCodes {
    /// Codes of a bank that is at work and says no, over all families but the technical one.
    static let business: [Share] = [
        Share("insufficient_funds", 0.44),
        Share("do_not_honor", 0.18),
        Share("authentication_required", 0.12),
        Share("card_velocity_exceeded", 0.07),
        Share("expired_card", 0.06),
        Share("incorrect_cvc", 0.05),
        Share("generic_decline", 0.05),
        Share("suspected_fraud", 0.02),
        Share("lost_card", 0.01),
    ]

    /// Codes of a system that failed.
    static let technical: [Share] = [
        Share("issuer_unavailable", 0.55),
        Share("timeout", 0.25),
        Share("processing_error", 0.20),
    ]

    /// Codes of one family.
    static func codes(of family: DeclineFamily) -> [Share] {
        switch family {
        case .technical: technical
        case .funds: [Share("insufficient_funds", 0.85), Share("card_velocity_exceeded", 0.15)]
        case .authentication: [Share("authentication_required", 1)]
        case .details: [Share("expired_card", 0.55), Share("incorrect_cvc", 0.45)]
        case .ambiguous: [Share("do_not_honor", 0.75), Share("generic_decline", 0.25)]
        case .fraud: [Share("suspected_fraud", 0.7), Share("lost_card", 0.3)]
        }
    }

    /// The share of `family` among the declines of a calm shop, roughly: nearly all of them are the banks'.
    static func share(of family: DeclineFamily) -> Double {
        let technicalShare = 0.056
        guard family != .technical else { return technicalShare }
        let names = Set(codes(of: family).map(\.name))
        return (1 - technicalShare) * business.reduce(0) { $0 + (names.contains($1.name) ? $1.weight : 0) }
    }
}
