/// How the rates of a shop move of themselves beside the slow drift of ``BehaviourConfiguration/driftDeviation``.
///
/// A restless shop is harder to watch: nothing is wrong, and yet no two hours are alike.
public struct RestlessnessConfiguration: Hashable, Sendable {
    /// The standard deviation, on the logit, of the slow drift of providers, countries, channels, carriers and of what
    /// else has no drift in a shop at rest.
    public var drift = 0.0
    /// The standard deviation, on the logit, of each signal's rate through the hours of the week.
    public var season = 0.0
    /// The same of each provider's, issuer's, warehouse's own deviation from that.
    public var ownSeason = 0.0
    /// The standard deviation of each rate from one minute to the next, as a share of it; beta distributed.
    public var noise = 0.0

    /// A shop at rest.
    public init() {}

    /// What a history to judge detectors by has.
    static let usual: Self = {
        var usual = RestlessnessConfiguration()
        usual.drift = 0.10
        usual.season = 0.20
        usual.ownSeason = 0.08
        usual.noise = 0.15
        return usual
    }()
}
