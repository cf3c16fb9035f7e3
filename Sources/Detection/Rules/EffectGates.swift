/// What an excess must be, besides improbable, before it may alert: large in count, in ratio and against its noise.
///
/// An excess that is certain and small is not worth a person's night. Every gate must pass, on the same window.
public struct EffectGates: Sendable, Hashable {
    /// Least number of bad outcomes in the window.
    public var failuresMin = 3
    /// Least observed over expected.
    public var ratioMin = 1.4
    /// Least observed minus expected, in bad outcomes.
    public var excessMin = 3.0
    /// Least excess in standard deviations of the overdispersed count, √(φμ + τ²μ²).
    public var deviationsMin = 2.0

    /// The same gates, `factor` times as high.
    func raised(by factor: Double) -> EffectGates {
        var gates = self
        gates.ratioMin *= factor
        gates.excessMin *= factor
        gates.deviationsMin *= factor
        return gates
    }

    /// The gates of `detection.md`.
    public init() {}
}
