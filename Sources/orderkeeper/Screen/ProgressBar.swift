internal import Streaming

/// Shows on a terminal how far something is. Elsewhere it shows nothing.
struct ProgressBar: Sendable {
    private let whole: Int
    private let isShown: Bool
    private let watch = Stopwatch()
    private var shownAt = Milliseconds.zero
    private var calls = 0

    private static let width = 40
    private static let interval = Milliseconds(100)

    /// A bar for `whole` bytes.
    init(of whole: Int, isWanted: Bool) {
        self.whole = whole
        isShown = isWanted && whole > 0 && Terminal.standardError.isInteractive
    }

    /// Shows `part`, ten times a second at most. It asks `part` rarely.
    mutating func show(_ part: @autoclosure () -> Int, note: @autoclosure () -> String) {
        guard isShown else { return }
        calls += 1
        guard calls.isMultiple(of: 256) else { return }
        showNow(part(), note: note())
    }

    /// Shows `part`, ten times a second at most, for a caller that itself comes rarely.
    mutating func showNow(_ part: Int, note: @autoclosure () -> String) {
        guard isShown else { return }
        calls += 1
        let elapsed = watch.elapsed
        guard elapsed.rawValue - shownAt.rawValue >= Self.interval.rawValue else { return }
        shownAt = elapsed
        let share = min(1, Double(part) / Double(whole))
        let filled = Int(share * Double(Self.width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        StandardStream.error.write("\r\(bar) \(Int(share * 100)) %  \(note())\u{1B}[K")
    }

    /// Takes the bar away.
    func clear() {
        if isShown, calls > 0 { StandardStream.error.write("\r\u{1B}[K") }
    }
}
