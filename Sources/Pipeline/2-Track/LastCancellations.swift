internal import Streaming

/// When a customer cancelled last: as many times as a customer usually does at most.
struct LastCancellations: BitwiseCopyable, Sendable {
    /// From the oldest to the newest; long ago where there were fewer.
    private var times = InlineArray<3, EventTime>(repeating: .distantPast)

    init() {}

    /// How many there are.
    static let count = 3

    var oldest: EventTime { times[0] }
    var newest: EventTime { times[Self.count - 1] }

    /// Takes in a cancellation at `time`, in the place of the oldest. One that is older than all changes nothing.
    mutating func note(_ time: EventTime) {
        guard time > times[0] else { return }
        times[0] = time
        for index in 1..<Self.count where times[index - 1] > times[index] {
            (times[index - 1], times[index]) = (times[index], times[index - 1])
        }
    }

    // MARK: State

    func write(to writer: inout StateWriter) { for index in 0..<Self.count { writer.time(times[index]) } }

    init(from reader: inout StateReader) throws(StateError) {
        for index in 0..<Self.count { times[index] = try reader.time() }
        guard times[0] <= times[1], times[1] <= times[2] else {
            throw StateError("cancellations of a customer are not in order of time")
        }
    }
}
