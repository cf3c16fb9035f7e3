internal import Streaming

// Minutes are told from the newest closed one and from each other, sums that are zero cost a bit, and what others know
// is left out: the pool follows from the name, being active from the list of active slots.
extension SliceState {
    func write(_ averages: Three, to writer: inout StateWriter, closed: Int?, rules: BaselineRules) {
        writer.floats(sums(with: averages))
        writer.signed(Self.base(closed) - Int64(minute))
        writer.signed(Int64(age) - 1)
        writer.signed(Int64(minute) - Int64(countedMinute))
        writer.number(Int(Self.guardFull(rules)) - Int(guardMinutes))
        writer.number(UInt64(ticks))
        writer.flag(isBegun)
    }

    init(
        from reader: inout StateReader,
        _ averages: inout Three,
        closed: Int?,
        pool: Int,
        rules: BaselineRules
    ) throws(StateError) {
        self.init(minute: 0, pool: pool, rules: rules)
        read(try reader.floats(), &averages)
        let least = min(failures.vector.min(), trials.vector.min(), averages.vector.min())
        guard min(least, Double(min(tauExcess, tauMean, blockVariance, blockExpected, drift))) >= 0 else {
            throw StateError("a sum of what is never negative is negative")
        }
        minute = try Self.minute(before: Self.base(closed), &reader)
        age = Int(minute) - Int(try Self.minute(before: Int64(minute), &reader)) + 1
        countedMinute = try Self.minute(before: Int64(minute), &reader)
        let full = Self.guardFull(rules)
        guardMinutes = full - Int16(try reader.number(upTo: Int(max(0, full))))
        ticks = UInt8(try reader.number(upTo: 255))
        isBegun = try reader.flag()
        guard isBegun else { return }
        guard closed != nil, Int64(max(minute, countedMinute)) <= Self.base(closed) else {
            throw StateError("a slice has a minute that is not closed")
        }
    }

    /// In the order in which they are written: those that many signals do not use come last.
    private func sums(with averages: Three) -> [15 of Float] {
        let (k, n, x) = (failures.vector, trials.vector, averages.vector)
        return [
            Float(k.x), Float(k.y), Float(k.z), Float(n.x), Float(n.y), Float(n.z), tauExcess, tauMean,
            blockExcess, blockVariance, blockExpected, Float(x.x), Float(x.y), Float(x.z), drift,
        ]
    }

    private mutating func read(_ sums: [15 of Float], _ averages: inout Three) {
        failures.vector = SIMD3(Double(sums[0]), Double(sums[1]), Double(sums[2]))
        trials.vector = SIMD3(Double(sums[3]), Double(sums[4]), Double(sums[5]))
        tauExcess = sums[6]
        tauMean = sums[7]
        blockExcess = sums[8]
        blockVariance = sums[9]
        blockExpected = sums[10]
        averages.vector = SIMD3(Double(sums[11]), Double(sums[12]), Double(sums[13]))
        drift = sums[14]
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
