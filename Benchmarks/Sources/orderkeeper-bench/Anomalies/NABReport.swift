internal import Commerce
internal import Detection
internal import Foundation
internal import Streaming

/// What `volume` scores on the count-like files of the Numenta Anomaly Benchmark.
///
/// Each file is the only source of a shop, and a row a number of events. Files that count nothing (prices, speeds) are scaled to
/// 40 events a row. An incident that fires is a detection. The score is that of the standard profile.
enum NABReport {
    private static let slice = Slice([.init(.source, "orders")])

    /// Prints a row for each file of the checkout in `folder`, each group, and all.
    static func show(_ folder: String) throws {
        let heads = ["file", "windows", "found", "false", "score"]
        var lines = [heads]
        var (byFolder, all): ([(name: String, score: NABScore)], NABScore) = ([], NABScore())
        for series in try NABSeries.all(in: folder) {
            let score = NABScore(Self.detections(in: series), in: series)
            let group = String(series.name.prefix { $0 != "/" })
            if byFolder.last?.name != group { byFolder.append((group, NABScore())) }
            byFolder[byFolder.count - 1].score.add(score)
            all.add(score)
            lines.append(Self.cells(series.name, score))
        }
        for (name, score) in byFolder { lines.append(Self.cells(name, score)) }
        lines.append(Self.cells("all", all))
        let width = lines.map { $0[0].count }.max() ?? 0
        for line in lines {
            let cells = line.dropFirst().map { String(repeating: " ", count: max(0, 9 - $0.count)) + $0 }
            print(line[0] + String(repeating: " ", count: width - line[0].count) + cells.joined())
        }
    }

    /// The rows in which an incident of `volume` fires.
    private static func detections(in series: NABSeries) -> Set<Int> {
        var detector = SignalDetector(signal: .volume)
        var rows: Set<Int> = []
        for (minute, events) in series.minutes {
            let pane = EventTime(milliseconds: Int64(minute) * 60_000)
            detector.record(SliceCount(slice: slice, failures: 0, trials: events), pane: pane)
            for alert in detector.advance(to: pane.advanced(by: .minutes(1))) where alert.status == .firing {
                rows.insert(series.row(at: alert.occurredAt))
            }
        }
        return rows
    }

    private static func cells(_ name: String, _ score: NABScore) -> [String] {
        let normalized = score.normalized.map { String(format: "%.1f", $0) } ?? "–"
        return [name, "\(score.windows)", "\(score.found)", "\(score.falseDetections)", normalized]
    }
}
