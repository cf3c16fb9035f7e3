internal import Streaming

/// What ``SliceAdmission`` knows of a slice that is counted by itself.
struct KeptSlice: BitwiseCopyable, Sendable {
    /// How often it was counted, in closed panes; what is an hour old counts half.
    var weight: UInt32 = 0
    /// The hour since 1970 up to which `weight` has been halved.
    var hour: UInt32 = 0
    /// The how-manieth slice it was that the task took in.
    var since: UInt64 = 0

    /// What `weight` has become by `hour`.
    func weight(at hour: UInt32) -> UInt32 { hour > self.hour ? weight >> min(hour - self.hour, 31) : weight }

    /// Counts it `number` times more in a pane of `hour`.
    mutating func add(_ number: UInt32, at hour: UInt32) {
        weight = UInt32(clamping: UInt64(weight(at: hour)) + UInt64(number))
        self.hour = max(hour, self.hour)
    }

    init() {}

    func write(to writer: inout StateWriter) {
        writer.number(UInt64(weight))
        writer.number(UInt64(hour))
        writer.number(since)
    }

    init(from reader: inout StateReader) throws(StateError) {
        weight = UInt32(try reader.number(upTo: Int(UInt32.max)))
        hour = UInt32(try reader.number(upTo: Int(UInt32.max)))
        since = UInt64(try reader.number(upTo: .max))
    }
}
