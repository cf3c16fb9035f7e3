/// The bounds of a partition: the offset of its oldest record and the offset its next record will get.
public struct Watermarks: Hashable, Sendable {
    /// The offset of the oldest record that the broker still has.
    public var low: Offset
    /// The offset that the next record will get. Open and aborted transactions count.
    public var high: Offset

    /// Pairs the two bounds.
    public init(low: Offset, high: Offset) {
        self.low = low
        self.high = high
    }
}
