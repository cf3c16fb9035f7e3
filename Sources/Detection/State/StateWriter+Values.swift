internal import Commerce
internal import Streaming

// The values of which a detector's state is made. `StateReader` has the same, in the same order.
extension StateWriter {
    /// A minute since 1970.
    mutating func minute(_ minute: Int) { signed(Int64(minute)) }

    /// A minute since 1970, or none.
    mutating func optionalMinute(_ minute: Int?) { optional(minute) { $0.minute($1) } }

    /// Fifteen sums, bit by bit, of which those that are zero cost one bit.
    mutating func floats(_ sums: [15 of Float]) {
        var present: UInt64 = 0
        for index in sums.indices where sums[index].bitPattern != 0 { present |= 1 << UInt64(index) }
        number(present)
        for index in sums.indices where sums[index].bitPattern != 0 { number(UInt64(sums[index].bitPattern)) }
    }

    /// The name of a slice: its terms in order.
    mutating func slice(_ slice: Slice) {
        number(slice.terms.count)
        for term in slice.terms {
            number(UInt64(term.dimension.rawValue))
            text(term.value)
        }
    }
}
