internal import Commerce
internal import Streaming

/// Picks a few of many actions to show: rather a kind that was shown seldom, and not too often.
struct ActionSample {
    /// How many actions of each kind there were.
    private(set) var counts: [Action.Kind: Int] = [:]
    private var shown: [Action.Kind: Int] = [:]
    private var candidate: Action?
    private var shownAt: Milliseconds?

    private static let interval = Milliseconds(1800)

    /// How many actions there were.
    var total: Int { counts.values.reduce(0, +) }

    /// Takes an action.
    mutating func take(_ action: Action) {
        counts[action.kind, default: 0] += 1
        guard let present = candidate else {
            candidate = action
            return
        }
        if shown[action.kind, default: 0] < shown[present.kind, default: 0] { candidate = action }
    }

    /// The action to show `elapsed` after the beginning, if it is time for one.
    mutating func next(at elapsed: Milliseconds) -> Action? {
        if let shownAt, elapsed.rawValue - shownAt.rawValue < Self.interval.rawValue { return nil }
        guard let action = candidate else { return nil }
        candidate = nil
        shownAt = elapsed
        shown[action.kind, default: 0] += 1
        return action
    }

    /// `remind_to_pay 1,203, voucher 17`, the most frequent first.
    var text: String {
        counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
            .map { "\($0.key.rawValue) \(Figures.count($0.value))" }
            .joined(separator: ", ")
    }
}
