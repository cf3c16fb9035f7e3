/// What a detector did with what it was given, for metrics; nothing here influences a verdict.
public struct DetectorStatistics: Sendable, Hashable {
    /// Counts of panes whose minute was closed already and still inside the window: added to it.
    public internal(set) var lateCountsAdded = 0
    /// Counts of panes older than the window: left out.
    public internal(set) var lateCountsDropped = 0
    /// Counts of slices for which there was no room: left out.
    public internal(set) var crowdedCountsDropped = 0
    /// Counts of minutes for which there was no room because too many wait for the watermark: left out.
    public internal(set) var earlyCountsDropped = 0
    /// Minutes in which something was looked at; the empty ones between are skipped.
    public internal(set) var ticks = 0
    /// Verdicts: slices that were significant and passed every gate, summed over the ticks.
    public internal(set) var verdicts = 0
    /// Incidents that were not told when they began, because another one explains them.
    public internal(set) var inhibited = 0
    /// Incidents that were not told when they began, because somebody has silenced them.
    public internal(set) var silenced = 0
}
