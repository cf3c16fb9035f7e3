internal import Commerce

/// A slice whose window is suspicious in the tick under way.
struct Finding {
    /// Where.
    let slot: Int
    /// Its name.
    let slice: Slice
    /// Length of the window with the least p-value.
    let windowMinutes: Int
    /// That window's number.
    let window: Int
    /// That window.
    let counts: WindowCounts
    /// What is left of it when open incidents are taken out.
    var residual: WindowCounts
    /// How much the slice varies.
    let noise: Noise
    /// Number of windows times the least p-value of a suspicious window: what the guard looks at.
    let pValue: Double
    /// The same over the windows that pass every gate: what false discovery control looks at; 1 when none does.
    let gatedPValue: Double
    /// How many times as much it counts as the mean of all slices: its p-value is divided by it.
    var weight = 1.0
    /// How many others might be named as well: places of the dimensions of its place, or outcomes.
    var alike = 1
    /// In how many of the last ticks it was significant, this one among them.
    var ticks = 0
    /// Whether it is significant in this tick.
    var isSignificant = false
    /// Whether it was significant in so many of the last ticks that it fires, whatever else could be meant.
    var isFired = false

    /// What it costs to pick its name out of as many alike, in nats: some slice of eighty stands out by ln 80 more than one of
    /// its own would.
    var cost: Double { Mathematics.log(Double(max(1, alike))) }

    /// What is held against the cut.
    var weightedPValue: Double { gatedPValue / weight }
}
