@testable import Pipeline

/// What goes wrong for one process, by chance. Shared between the link, in whose calls it happens, and the simulation,
/// which buries the dead.
final class Faults {
    private var chance: Chance
    /// How likely each kind is, per call; all of them times zero when the simulation lets things calm down.
    var scale = 1.0
    /// Whether the process has died.
    private(set) var isDead = false

    init(seed: UInt64) { chance = Chance(seed: seed) }

    /// Whether the process dies here.
    func dies() -> Bool {
        if chance.hits(0.002 * scale) { isDead = true }
        return isDead
    }

    /// Whether a call fails without effect.
    func fails() -> Bool { chance.hits(0.002 * scale) }

    /// Whether a call has its effect and its answer is lost.
    func losesAnswer() -> Bool { chance.hits(0.03 * scale) }

    /// Whether reading fails after records have been taken.
    func breaksOff() -> Bool { chance.hits(0.0005 * scale) }

    /// Whether what the group says arrives later.
    func delays() -> Bool { chance.hits(0.3 * scale) }

    /// How many records have arrived; `nil` when none have. Those of the inputs come slowly, so that there is work left
    /// whenever something happens.
    func fetched(_ max: Int, slowly: Bool) -> Int? {
        guard scale > 0 else { return max }
        if chance.hits(slowly ? 0.5 : 0.3) { return nil }
        let most = chance.hits(slowly ? 0.02 : 0.1) ? 200 : slowly ? 3 : 12
        return Int.random(in: 1...min(max, most), using: &chance)
    }
}
