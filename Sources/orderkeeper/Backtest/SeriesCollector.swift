internal import Backtesting
internal import Commerce
internal import Detection
internal import Pipeline
internal import Streaming

/// Notes what DETECT counts and expects in the slices of labels, around the time of each.
struct SeriesCollector {
    private var watches: [Watch] = []
    private var minute: Int64 = 0

    /// A label's slice, and when it is looked at.
    private struct Watch {
        let signal: Signal
        let slice: Slice
        let start: EventTime
        let end: EventTime
        var points: [EventTime: SliceSeries.Point] = [:]
    }

    /// How much before and after a label is noted.
    private static let margin = Milliseconds.hours(2)

    /// A collector for `labels` that has noted nothing.
    init(_ labels: [Label]) {
        for label in labels {
            guard let signal = label.signalToFind else { continue }
            for slice in label.names {
                let (start, end) = (label.start.advanced(by: -Self.margin), label.end.advanced(by: Self.margin))
                watches.append(Watch(signal: signal, slice: slice, start: start, end: end))
            }
        }
    }

    /// Looks at what `replay` has closed, once a minute of its clock.
    mutating func look(at replay: borrowing Replay) {
        let position = replay.position
        guard position.milliseconds / 60_000 != minute else { return }
        minute = position.milliseconds / 60_000
        for index in watches.indices where watches[index].start <= position && position < watches[index].end {
            for reading in replay.readings(of: watches[index].signal, in: watches[index].slice) {
                watches[index].points[reading.minute] = SliceSeries.Point(
                    minute: reading.minute,
                    observed: reading.observed,
                    trials: reading.trials,
                    expected: reading.expected,
                    deviation: reading.deviation
                )
            }
        }
    }

    /// What was noted, each slice once; those that DETECT never watched are left out.
    var series: [SliceSeries] {
        var found: [SliceSeries] = []
        for watch in watches where !watch.points.isEmpty {
            let points = Array(watch.points.values)
            if let index = found.firstIndex(where: { $0.signal == watch.signal && $0.slice == watch.slice }) {
                found[index].add(points)
            } else {
                found.append(SliceSeries(signal: watch.signal, slice: watch.slice, points: points))
            }
        }
        return found
    }
}
