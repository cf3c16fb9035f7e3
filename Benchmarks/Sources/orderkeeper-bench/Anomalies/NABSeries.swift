internal import Commerce
internal import Foundation
internal import Streaming

/// One file of NAB: values by time, and the windows in which something was unusual.
struct NABSeries {
    /// Its folder and name, as its labels call it: `realTweets/Twitter_volume_AAPL.csv`.
    let name: String
    let times: [EventTime]
    let values: [Double]
    /// By the numbers of their first and last rows.
    let windows: [ClosedRange<Int>]

    /// The folders whose files count something, or nearly so, and the one such file of another.
    private static let folders = ["realTweets", "realAdExchange", "realTraffic", "realKnownCause"]
    private static let single = "realKnownCause/nyc_taxi.csv"
    /// Events a row on average, of what is no count.
    private static let meanOfNoCount = 40.0

    /// The series in a checkout of NAB at `path`, in the order of their names.
    static func all(in path: String) throws -> [NABSeries] {
        let labels = URL(fileURLWithPath: path).appendingPathComponent("labels/combined_windows.json")
        let windows = try JSONDecoder().decode([String: [[String]]].self, from: Data(contentsOf: labels))
        let names = windows.keys.filter { name in
            let folder = name.split(separator: "/").first.map(String.init) ?? ""
            return folders.contains(folder) && (folder != "realKnownCause" || name == single)
        }
        return try names.sorted().map { try NABSeries($0, in: path, windows: windows[$0] ?? []) }
    }

    private init(_ name: String, in path: String, windows spans: [[String]]) throws {
        self.name = name
        let text = try String(contentsOfFile: "\(path)/data/\(name)", encoding: .utf8)
        let rows = text.split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",") }
        times = rows.compactMap { $0.first.flatMap(Self.time) }
        values = rows.compactMap { $0.last.flatMap { Double($0) } }
        guard times.count == rows.count, values.count == rows.count else { throw CocoaError(.fileReadCorruptFile) }
        var windows: [ClosedRange<Int>] = []
        for span in spans {
            guard let start = span.first.flatMap({ Self.time($0) }), let end = span.last.flatMap({ Self.time($0) }),
                let first = times.firstIndex(of: start), let last = times.firstIndex(of: end)
            else { throw CocoaError(.fileReadCorruptFile) }
            windows.append(first...last)
        }
        self.windows = windows
    }

    private static func time(_ text: some StringProtocol) -> EventTime? {
        RFC3339.parse(String(text).prefix(19).replacing(" ", with: "T") + "Z")
    }

    /// What came in each minute: the count of a row spread evenly over the time until the next, an hour at most. Where more
    /// time passes it goes on like that, because rows that were not written down are not zero.
    var minutes: [(minute: Int, events: Int)] {
        let mean = values.reduce(0, +) / Double(values.count)
        let scale = name.hasPrefix("realTweets/") ? 1 : Self.meanOfNoCount / mean
        var counts: [(minute: Int, events: Int)] = []
        for (row, time) in times.enumerated() {
            let first = Int(time.milliseconds / 60_000)
            let next = row + 1 < times.count ? Int(times[row + 1].milliseconds / 60_000) : first + 5
            let (total, length) = (Int((values[row] * scale).rounded()), max(1, min(next - first, 60)))
            for minute in first..<max(first, next) {
                let place = (minute - first) % length
                counts.append((minute, (place + 1) * total / length - place * total / length))
            }
        }
        return counts
    }

    /// The last row that is not after `time`.
    func row(at time: EventTime) -> Int { max(0, (times.firstIndex { $0 > time } ?? times.count) - 1) }
}
