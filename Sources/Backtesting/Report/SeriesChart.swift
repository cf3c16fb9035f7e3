internal import Commerce
internal import Streaming

/// One slice over time as inline SVG: what was counted, what was expected with its band, labels and alerts.
struct SeriesChart {
    /// The minutes that are drawn, in order.
    let points: [SliceSeries.Point]
    /// The first instant that is drawn.
    let start: EventTime
    /// The last instant that is drawn.
    let end: EventTime
    /// When something was wrong, if a label says so.
    let label: (start: EventTime, end: EventTime)?
    /// What was said.
    let marks: [Mark]

    /// A moment at which something was said.
    struct Mark {
        var time: EventTime
        var status: Alert.Status
        /// By which contender, from 0.
        var contender: Int
    }

    private static let width = 1000.0
    private static let height = 210.0
    private static let left = 46.0
    private static let right = 12.0
    private static let top = 22.0
    private static let bottom = 24.0
    private static let ticksMax = 9
    private static let tickMinutes = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080]

    /// The greatest number that must fit.
    private var most: Double {
        max(1, points.reduce(0) { max($0, max(Double($1.observed), $1.high)) }) * 1.06
    }

    /// The chart, readable aloud as `title`.
    func svg(title: String) -> String {
        let text = Markup.escape(title)
        return """
            <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" aria-label="\(text)">
            <title>\(text)</title>
            \(labelArea)\(axes)\(lines)\(alertMarks)</svg>

            """
    }

    private func x(_ time: EventTime) -> Double {
        let span = Double(max(1, end.since(start).rawValue))
        let share = min(1, max(0, Double(time.since(start).rawValue) / span))
        return Self.left + share * (Self.width - Self.left - Self.right)
    }

    private func y(_ value: Double) -> Double {
        Self.height - Self.bottom - value / most * (Self.height - Self.top - Self.bottom)
    }

    private func place(_ x: Double, _ y: Double) -> String {
        "\(FigureText.decimal(x, digits: 1)) \(FigureText.decimal(y, digits: 1))"
    }

    private func number(_ value: Double) -> String { FigureText.decimal(value, digits: 1) }

    private var labelArea: String {
        guard let label, label.start < end, start < label.end else { return "" }
        let (from, to) = (x(label.start), x(label.end))
        let edge = start <= label.start ? vertical(from, class: "edge", from: Self.top) : ""
        return "<rect class=\"label\" x=\"\(number(from))\" y=\"\(number(Self.top))\" width=\"\(number(to - from))\" "
            + "height=\"\(number(Self.height - Self.top - Self.bottom))\"/>\n\(edge)"
    }

    private func vertical(_ x: Double, class style: String, from top: Double) -> String {
        "<line class=\"\(style)\" x1=\"\(number(x))\" x2=\"\(number(x))\" y1=\"\(number(top))\" "
            + "y2=\"\(number(Self.height - Self.bottom))\"/>\n"
    }

    private var axes: String {
        let floor = Self.height - Self.bottom
        var text = "<line class=\"axis\" x1=\"\(number(Self.left))\" x2=\"\(number(Self.width - Self.right))\" "
        text += "y1=\"\(number(floor))\" y2=\"\(number(floor))\"/>\n"
        for share in [0.5, 1.0] {
            let value = (most / 1.06 * share * 10).rounded() / 10
            let digits = value == value.rounded() ? 0 : 1
            text += "<text x=\"\(number(Self.left - 6))\" y=\"\(number(y(value) + 4))\" text-anchor=\"end\">"
            text += "\(FigureText.decimal(value, digits: digits))</text>\n"
        }
        let minutes = Int(max(1, end.since(start).rawValue / 60_000))
        let step = Self.tickMinutes.first { minutes / $0 <= Self.ticksMax } ?? Self.tickMinutes[11]
        let length = Int64(step) * 60_000
        var tick = (start.milliseconds + length - 1) / length * length
        while tick <= end.milliseconds {
            let time = EventTime(milliseconds: tick)
            text += "<text x=\"\(number(x(time)))\" y=\"\(number(floor + 16))\" text-anchor=\"middle\">"
            text += "\(step < 1440 ? FigureText.clock(time) : String(FigureText.instant(time).prefix(10)))</text>\n"
            tick += length
        }
        return text
    }

    /// Band, expectation and counts; a gap of a minute or more breaks the lines.
    private var lines: String {
        var text = ""
        for run in runs {
            let upper = run.map { place(x($0.minute.advanced(by: .seconds(30))), y($0.high)) }
            let lower = run.reversed().map { place(x($0.minute.advanced(by: .seconds(30))), y($0.low)) }
            text += "<path class=\"band\" d=\"M\((upper + lower).joined(separator: "L"))Z\"/>\n"
            let expected = run.map { place(x($0.minute.advanced(by: .seconds(30))), y($0.expected)) }
            text += "<path class=\"expected\" d=\"M\(expected.joined(separator: "L"))\"/>\n"
            let steps = run.map { point in
                let height = number(y(Double(point.observed)))
                return "\(number(x(point.minute))) \(height)H\(number(x(point.minute.advanced(by: .minutes(1)))))"
            }
            text += "<path class=\"observed\" d=\"M\(steps.joined(separator: "L"))\"/>\n"
        }
        return text
    }

    /// The points, divided where minutes are missing.
    private var runs: [[SliceSeries.Point]] {
        var runs: [[SliceSeries.Point]] = []
        for point in points {
            if let last = runs.last?.last, point.minute.since(last.minute) <= .minutes(1) {
                runs[runs.count - 1].append(point)
            } else {
                runs.append([point])
            }
        }
        return runs
    }

    private var alertMarks: String {
        var text = ""
        var lastText = -Double.infinity
        for mark in marks.sorted(by: { $0.time < $1.time }) where start <= mark.time && mark.time <= end {
            let isCalm = mark.status == .resolved || mark.status == .recovering
            let style = (isCalm ? " calm" : "") + (mark.contender > 0 ? " second" : "")
            let at = x(mark.time)
            text += vertical(at, class: "alert\(style)", from: Self.top - 6)
            guard at - lastText > 62 else { continue }
            lastText = at
            let anchor = at > Self.width - 70 ? "end" : "start"
            text += "<text class=\"said\(style)\" x=\"\(number(at))\" y=\"\(number(Self.top - 10))\" "
            text += "text-anchor=\"\(anchor)\">\(mark.status.rawValue)</text>\n"
        }
        return text
    }
}
