internal import Streaming

/// What a slice counted in a pane.
struct SliceCell: BitwiseCopyable, Sendable {
    var failures: UInt32 = 0
    var trials: UInt32 = 0
    /// The id of one order with a bad outcome.
    var sample = TextSlot.empty
    /// Of how many currencies there are amounts.
    var currencies: UInt8 = 0
    /// Whether it changed since changes were last written.
    var isChanged = false
}

/// What the bad outcomes of a slice cost in one currency, in a pane.
struct AmountCell: BitwiseCopyable, Sendable {
    var slice: UInt64
    var currency: Word
    var amountMinor: Int64 = 0
    /// Whether it changed since changes were last written.
    var isChanged = false

    /// The key under which the amount of `slice` in `currency` lies.
    static func key(_ slice: UInt64, _ currency: Word) -> UInt64 {
        var hash = StableHash()
        hash.combine(slice)
        hash.combine(UInt64(currency.rawValue))
        // The table's keys are read back when changes are written, so none may be zero.
        return max(hash.value, 1)
    }
}
