/// What the test found in one slice in one minute: its most improbable window.
struct Finding {
    /// The slice's slot.
    let slot: Int
    /// Length of the window.
    let windowMinutes: Int
    /// What was counted in it and what was expected.
    var counts: WindowCounts
    /// The p-value, the number of windows taken into account.
    var pValue: Double
    /// τ² of the slice.
    let tauSquared: Double
    /// Whether it was significant often enough lately to fire.
    var isFiring = false
}
