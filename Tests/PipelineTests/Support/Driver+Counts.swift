import Commerce
import Kafka
import Streaming

@testable import Pipeline

extension Driver {
    /// Everything that was counted for `signal`, record by record.
    func records(of signal: Signal) throws -> [SignalCounts] {
        try pipeline.records(of: topics.signals)
            .map { try SignalCountsCodec.decode($0.value ?? []) }
            .filter { $0.signal == signal }
    }

    /// What was counted for `signal`, by slice, added up.
    func sums(of signal: Signal, before end: EventTime = .distantFuture) throws -> [Slice: Tally] {
        var sums: [Slice: Tally] = [:]
        for count in try records(of: signal).filter({ $0.pane < end }).flatMap(\.counts) {
            sums[count.slice, default: Tally()].failures += count.failures
            sums[count.slice, default: Tally()].trials += count.trials
        }
        return sums
    }

    /// The trials of `signal` by the values of one dimension.
    func trials(of signal: Signal, by dimension: Dimension) throws -> [String: Int] {
        var trials: [String: Int] = [:]
        for (slice, tally) in try sums(of: signal) where slice.terms.count == 1 {
            if let value = slice.value(of: dimension) { trials[value] = tally.trials }
        }
        return trials
    }
}

/// Counts of a slice.
struct Tally: Hashable {
    var failures = 0
    var trials = 0
}

extension Slice {
    /// The slice of one dimension.
    init(_ dimension: Dimension, _ value: String) { self.init([Term(dimension, value)]) }
}
