internal import Streaming

// Minutes are told from the newest closed one and from each other, sums that are zero cost a bit, and what others know
// is left out: the pool follows from the name, being active from the list of active slots.
extension SliceState {
    func write(to writer: inout StateWriter, closed: Int?, rules: BaselineRules) {
        writer.sums(sums)
        writer.signed(Self.base(closed) - Int64(minute))
        writer.signed(Int64(minute) - Int64(firstMinute))
        writer.signed(Int64(minute) - Int64(countedMinute))
        writer.signed(Int64(block) - Int64(Int(minute) / rules.tauBlockMinutes))
        writer.number(Int(Self.guardFull(rules)) - Int(guardMinutes))
        writer.number(UInt64(ticks))
        writer.flag(isBegun)
    }

    init(
        from reader: inout StateReader,
        closed: Int?,
        pool: Int,
        rules: BaselineRules
    ) throws(StateError) {
        self.init(minute: 0, pool: pool, rules: rules)
        self.sums = try reader.sums()
        let least = min(failures, trials, tauExcess, tauMean, blockVariance, blockExpected, exposure)
        guard least >= 0 else { throw StateError("\(least) is a sum of what is never negative") }
        minute = try Self.minute(before: Self.base(closed), &reader)
        firstMinute = try Self.minute(before: Int64(minute), &reader)
        countedMinute = try Self.minute(before: Int64(minute), &reader)
        let (number, isFar) = Int64(Int(minute) / rules.tauBlockMinutes).addingReportingOverflow(try reader.signed())
        guard !isFar, let block = Int32(exactly: number) else { throw StateError("a block is too far away") }
        self.block = block
        let full = Self.guardFull(rules)
        guardMinutes = full - Int16(try reader.number(upTo: Int(max(0, full))))
        ticks = UInt8(try reader.number(upTo: 255))
        isBegun = try reader.flag()
        guard isBegun else { return }
        guard closed != nil, Int64(max(minute, countedMinute)) <= Self.base(closed) else {
            throw StateError("a slice has a minute that is not closed")
        }
    }

    /// In the order in which they are written: the one that many signals do not use comes last.
    private var sums: [8 of Double] {
        get { [failures, trials, tauExcess, tauMean, blockExcess, blockVariance, blockExpected, exposure] }
        set {
            failures = newValue[0]
            trials = newValue[1]
            tauExcess = newValue[2]
            tauMean = newValue[3]
            blockExcess = newValue[4]
            blockVariance = newValue[5]
            blockExpected = newValue[6]
            exposure = newValue[7]
        }
    }

    /// The minute from which those of a slice are told.
    private static func base(_ closed: Int?) -> Int64 { Int64(Int32(clamping: closed ?? 0)) }

    /// What a slice begins with, and never has more of.
    private static func guardFull(_ rules: BaselineRules) -> Int16 { Int16(clamping: rules.guardMinutesMax) }

    private static func minute(before base: Int64, _ reader: inout StateReader) throws(StateError) -> Int32 {
        let (number, isFar) = base.subtractingReportingOverflow(try reader.signed())
        guard !isFar, let minute = Int32(exactly: number) else { throw StateError("a slice's minute is too far away") }
        return minute
    }
}
