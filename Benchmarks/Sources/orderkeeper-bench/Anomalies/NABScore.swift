internal import Foundation

/// What NAB's standard profile gives for detections: Lavin and Ahmad, 2015.
///
/// The first detection in a window is worth up to one, the earlier the more; a window without one costs one; every detection
/// elsewhere costs up to .11, the less the shortlier after a window. The first rows, 15 % and 750 at most, are not judged.
struct NABScore {
    private(set) var raw = 0.0
    private(set) var windows = 0
    private(set) var found = 0
    private(set) var falseDetections = 0

    private static let falseWeight = 0.11

    /// No series.
    init() {}

    /// The score of `rows`, those of `series` in which something was detected.
    init(_ rows: Set<Int>, in series: NABSeries) {
        let count = series.times.count
        let first = min(Int(0.15 * Double(count)), 750)
        for window in series.windows where window.upperBound >= first {
            windows += 1
            guard let row = rows.filter({ $0 >= first && window.contains($0) }).min() else {
                raw -= 1
                continue
            }
            found += 1
            raw += Self.worth(-Double(window.upperBound - row + 1) / Double(window.count)) / Self.worth(-1)
        }
        for row in rows where row >= first && !series.windows.contains(where: { $0.contains(row) }) {
            falseDetections += 1
            let before = series.windows.filter { $0.upperBound < row }.max { $0.upperBound < $1.upperBound }
            let place = before.map { Double(row - $0.upperBound) / Double(max(1, $0.count - 1)) } ?? .infinity
            raw += Self.falseWeight * Self.worth(place)
        }
    }

    /// Adds the score of another series.
    mutating func add(_ other: NABScore) {
        raw += other.raw
        windows += other.windows
        found += other.found
        falseDetections += other.falseDetections
    }

    /// 0 for a detector that says nothing, 100 for a perfect one; `nil` where there is no window.
    var normalized: Double? {
        windows > 0 ? 100 * (raw + Double(windows)) / Double(2 * windows) : nil
    }

    /// The worth of a detection at `place` of a window whose end is at 0 and whose start is at -1.
    private static func worth(_ place: Double) -> Double { place > 3 ? -1 : 2 / (1 + exp(5 * place)) - 1 }
}
