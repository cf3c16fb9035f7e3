/// What a missing or surplus number of events must be, besides improbable, before it may alert.
public struct VolumeGates: Sendable, Hashable {
    /// Least number of events expected of a provider in the window.
    public var providerExpectedMin = 6.0
    /// Greatest share of what was expected at which a provider counts as silent.
    public var providerShareMax = 0.3
    /// Least number of times the expected at which a provider floods.
    public var providerFloodMin = 4.0
    /// How far, relatively, an hour of a provider's share lies from others (standard deviation over mean). It is not learnt by
    /// the hour: Europe pays otherwise than Asia, and goes to sleep at another time.
    public var providerSpread = 0.1
    /// Least number of events expected of a source, or of the whole shop, in the window: a small shop closes at night.
    public var sourceExpectedMin = 30.0
    /// Greatest share of what was expected at which a source, or the whole shop, counts as silent.
    public var sourceShareMax = 0.05
    /// How far, relatively, an hour of a source lies from the poorest like it (standard deviation over mean).
    public var sourceSpread = 0.25
    /// Tests that a minute is taken to have made at least, see ``DetectionRules/testsMin``: nearly all events of a slice must
    /// be missing besides.
    public var testsMin = 10
    /// Shortest window that is tested, in minutes.
    public var windowMin = 5

    /// The defaults.
    public init() {}
}
