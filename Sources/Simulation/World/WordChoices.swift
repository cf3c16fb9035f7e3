import Commerce

/// The words of the contract that the shop draws from, with how often each is said.
struct WordChoices: Sendable {
    /// Why customers cancel of their own accord.
    static let reasons: [(CancelReason, Double)] = [
        (.changedMind, 0.30), (.deliveryTooSlow, 0.13), (.foundCheaper, 0.12), (.priceChanged, 0.09),
        (.shippingCost, 0.08), (.wrongItem, 0.08), (.duplicate, 0.06), (.paymentMethod, 0.05), (.other, 0.05),
        (.returnPolicy, 0.02), (.accountRequired, 0.01), (.fraud, 0.01),
    ]
    /// What goes wrong with parcels.
    static let faults: [(ShipmentFault, Double)] = [
        (.picking, 0.45), (.packing, 0.15), (.labelling, 0.12), (.address, 0.10), (.placement, 0.07),
        (.stockRecord, 0.06), (.orderDataWrong, 0.03), (.orderDataLost, 0.02),
    ]

    private let reasonChoice = WeightedChoice(Self.reasons.map(\.1))
    private let faultChoice = WeightedChoice(Self.faults.map(\.1))
    private let businessChoice = WeightedChoice(DeclineCodes.business.map(\.weight))
    private let technicalChoice = WeightedChoice(DeclineCodes.technical.map(\.weight))

    func reason(_ chance: inout Chance) -> CancelReason { Self.reasons[reasonChoice.pick(&chance)].0 }

    func fault(_ chance: inout Chance) -> ShipmentFault { Self.faults[faultChoice.pick(&chance)].0 }

    func businessCode(_ chance: inout Chance) -> String {
        DeclineCodes.business[businessChoice.pick(&chance)].name
    }

    func technicalCode(_ chance: inout Chance) -> String {
        DeclineCodes.technical[technicalChoice.pick(&chance)].name
    }

    /// The share of `reason` among the reasons; all of them when it is `nil`.
    static func share(of reason: CancelReason?) -> Double {
        guard let reason else { return 1 }
        return reasons.first { $0.0 == reason }?.1 ?? 0
    }

    /// The share of `fault` among the faults; all of them when it is `nil`.
    static func share(of fault: ShipmentFault?) -> Double {
        guard let fault else { return 1 }
        return faults.first { $0.0 == fault }?.1 ?? 0
    }
}
