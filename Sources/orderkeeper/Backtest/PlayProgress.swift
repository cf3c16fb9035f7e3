internal import Synchronization

/// How far several histories are that are played at once, on one bar.
final class PlayProgress: Sendable {
    /// After how many events a history tells how far it is.
    static let interval = 256

    private let state: Mutex<State>

    private struct State: Sendable {
        var bar: ProgressBar
        var shares: [Double]
        var events = 0
        var sizes: [Int]
    }

    /// The bar counts in thousandths of a history.
    private static let unit = 1000.0

    /// The progress of `count` histories of which none has begun.
    init(of count: Int, isWanted: Bool) {
        let bar = ProgressBar(of: count * Int(Self.unit), isWanted: isWanted)
        let none = [Double](repeating: 0, count: count)
        state = Mutex(State(bar: bar, shares: none, sizes: [Int](repeating: 0, count: count)))
    }

    /// History `index` is begun, which has `size` in its own unit.
    func begin(_ index: Int, size: Int) { state.withLock { $0.sizes[index] = size } }

    /// Of history `index`, `done` was played, some ``interval`` events more.
    func note(_ index: Int, done: Int) {
        state.withLock { state in
            state.shares[index] = min(1, Double(done) / Double(max(1, state.sizes[index])))
            state.events += Self.interval
            let (sum, events, count) = (state.shares.reduce(0, +), state.events, state.shares.count)
            let finished = state.shares.count { $0 >= 1 }
            let note = count > 1 ? "\(finished) of \(count) histories, " : ""
            state.bar.showNow(Int(sum * Self.unit), note: "\(note)\(Figures.count(events)) events")
        }
    }

    /// Takes the bar away.
    func end() { state.withLock { $0.bar.clear() } }
}
