/// How much one bank handles and how often it declines.
public struct IssuerFigure: Hashable, Sendable {
    /// The bank's name, as an `issuer` of a payment.
    public var name: String
    /// Its volume, in millions of transactions in the month.
    public var volume: Double
    /// The share of attempts declined for business reasons: funds, limits, authentication.
    public var businessDeclineRate: Double
    /// The share of attempts declined because a system failed.
    public var technicalDeclineRate: Double

    /// The figures of the bank `name`.
    public init(name: String, volume: Double, businessDeclineRate: Double, technicalDeclineRate: Double) {
        self.name = name
        self.volume = volume
        self.businessDeclineRate = businessDeclineRate
        self.technicalDeclineRate = technicalDeclineRate
    }
}
