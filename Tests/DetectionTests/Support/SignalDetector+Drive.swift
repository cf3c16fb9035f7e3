import Commerce
import Detection
import Streaming

extension SignalDetector {
    /// Records a minute's counts in one of its panes and closes it.
    mutating func close(_ counts: [SliceCount], minute: Int) -> [Alert] {
        for (index, count) in counts.enumerated() {
            record(count, pane: .minute(minute).advanced(by: .seconds(Int64(index % 6) * 10)))
        }
        return advance(to: .minute(minute + 1))
    }
}

extension EventTime {
    /// The start of a minute since 1970.
    static func minute(_ minute: Int) -> EventTime { EventTime(milliseconds: Int64(minute) * 60_000) }
}
