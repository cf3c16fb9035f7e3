internal import Streaming

/// Remembering event ids for an hour: nearly all are new, one in a hundred is not.
enum DeduplicateBenchmark {
    private static let eventsPerSecond = 1000
    private static let warm = 7_200_000
    private static let count = 4_000_000

    static func measure() -> [Figure] {
        var set = RecentSet(window: .hours(1))
        insert(0..<warm, into: &set)
        var meter = Meter()
        meter.measure { insert(warm..<warm + count, into: &set) }
        return [
            meter.figure("deduplicate", events: count, note: "\((set.count + 500_000) / 1_000_000) M ids remembered")
        ]
    }

    private static func insert(_ numbers: Range<Int>, into set: inout RecentSet) {
        var known = 0
        for number in numbers {
            // Every hundredth id is one that was seen a while ago.
            let id = UInt64(number % 100 == 99 ? max(0, number - 50_001) : number) &* 0x9E37_79B9_7F4A_7C15
            let time = EventTime(milliseconds: 1_795_132_800_000 + Int64(number * 1000 / eventsPerSecond))
            if !set.insert(id ^ (id >> 29), at: time) { known += 1 }
        }
        precondition(known * 150 > numbers.count || numbers.lowerBound == 0, "repetitions are found")
    }
}
