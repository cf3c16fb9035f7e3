/// One bank inside one provider: what a customer pays with.
public struct Instrument: Hashable, Sendable {
    /// The provider, by its place in the configuration.
    public var provider: Int
    /// The issuer, by its place in the configuration.
    public var issuer: Int
    /// Its share of all payments.
    public var share: Double

    /// The share of the second provider of an issuer that has two.
    private static let secondShare = 0.4

    /// Hands every issuer to the provider that lacks most volume, and every third one to two providers.
    ///
    /// So each issuer keeps the volume of its figures, and each provider comes close to its share.
    static func handOut(issuers: [IssuerFigure], to providers: [ProviderConfiguration]) -> [Instrument] {
        let issuerTotal = issuers.reduce(0) { $0 + $1.volume }
        let providerTotal = providers.reduce(0) { $0 + $1.share }
        var lacking = providers.map { $0.share / providerTotal }
        // A provider without a share is one that the shop does not use yet.
        let offering = providers.indices.filter { providers[$0].share > 0 }
        var instruments: [Instrument] = []
        let ranked = issuers.indices.sorted { (issuers[$1].volume, $0) < (issuers[$0].volume, $1) }
        for (rank, issuer) in ranked.enumerated() {
            let share = issuers[issuer].volume / issuerTotal
            let parts = rank.isMultiple(of: 3) && offering.count > 1 ? [1 - secondShare, secondShare] : [1]
            let order = offering.sorted { (lacking[$1], $0) < (lacking[$0], $1) }
            for (part, provider) in zip(parts, order) {
                instruments.append(Instrument(provider: provider, issuer: issuer, share: share * part))
                lacking[provider] -= share * part
            }
        }
        return instruments
    }
}
