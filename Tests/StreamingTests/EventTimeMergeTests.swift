import Streaming
import Testing

/// What a partition holds, in order of offset, and how a task takes it: in chunks, of one partition at a time.
fileprivate struct Backlog {
    var partitions: [[Int64]]
    var read: [Int]
    var merge: EventTimeMerge
    var taken: [Int64] = []
    var watermarks: [Int64] = []
    private var buffers: [[Int64]]

    init(_ partitions: [[Int64]], lateness: Milliseconds) {
        self.partitions = partitions
        read = partitions.map { _ in 0 }
        buffers = partitions.map { _ in [] }
        merge = EventTimeMerge(count: partitions.count, lateness: lateness)
    }

    mutating func read(_ count: Int, of index: Int) {
        let end = min(read[index] + count, partitions[index].count)
        buffers[index] += partitions[index][read[index]..<end]
        read[index] = end
        offer(index)
        while let turn = merge.next() {
            while let time = buffers[turn.source].first, turn.includes(EventTime(milliseconds: time)) {
                let reached = merge.reached(taking: EventTime(milliseconds: time), in: turn)
                _ = merge.take(EventTime(milliseconds: time), in: turn)
                #expect(merge.watermark == reached, "what it said beforehand")
                taken.append(buffers[turn.source].removeFirst())
                watermarks.append(merge.watermark.milliseconds)
            }
            offer(turn.source)
        }
    }

    private mutating func offer(_ index: Int) {
        merge.offer(buffers[index].first.map { EventTime(milliseconds: $0) }, from: index)
        merge.reachedEnd(read[index] == partitions[index].count, of: index)
    }
}

@Suite("A merge by event time")
struct EventTimeMergeTests {
    @Test(
        "gives the same order and the same watermarks however far one partition is read ahead of another",
        arguments: 0 as UInt64..<100
    )
    func outOfStep(seed: UInt64) {
        var chance = Chance(seed: seed)
        var partitions: [[Int64]] = []
        for _ in 0..<3 {
            var time: Int64 = 0
            partitions.append(
                (0..<40).map { _ in
                    time += Int64.random(in: 0...100, using: &chance)
                    return time - Int64.random(in: 0...30, using: &chance)
                }
            )
        }
        var inStep = Backlog(partitions, lateness: Milliseconds(50))
        while inStep.read != partitions.map(\.count) { for index in 0..<3 { inStep.read(1, of: index) } }
        var outOfStep = Backlog(partitions, lateness: Milliseconds(50))
        while outOfStep.read != partitions.map(\.count) {
            let index = Int.random(in: 0..<3, using: &chance)
            outOfStep.read(Int.random(in: 0...25, using: &chance), of: index)
        }
        #expect(outOfStep.taken == inStep.taken, "run again with seed \(seed)")
        #expect(outOfStep.watermarks == inStep.watermarks, "run again with seed \(seed)")
        #expect(inStep.taken.count == 120)
    }

    @Test("waits for a partition that is not at its end, and not for one that is")
    func waiting() {
        var backlog = Backlog([[10, 20], [15]], lateness: .zero)
        backlog.read(2, of: 0)
        #expect(backlog.taken == [])
        backlog.read(1, of: 1)
        #expect(backlog.taken == [10, 15, 20])
    }

    @Test("never lets the watermark go back, nor ahead of the slowest partition")
    func watermark() {
        var merge = EventTimeMerge(count: 2, lateness: Milliseconds(5))
        merge.offer(EventTime(milliseconds: 100), from: 0)
        merge.offer(EventTime(milliseconds: 40), from: 1)
        #expect(merge.advance(at: WallTime(milliseconds: 1000)) == true)
        #expect(merge.watermark.milliseconds == 35)
        merge.offer(EventTime(milliseconds: 30), from: 1)
        #expect(merge.advance(at: WallTime(milliseconds: 1000)) == false)
        #expect(merge.watermark.milliseconds == 35)
    }

    @Test("lets wall time take over when every partition is idle, and only then")
    func idle() {
        var merge = EventTimeMerge(count: 2, lateness: Milliseconds(5))
        merge.reachedEnd(true, of: 0)
        #expect(merge.advance(at: WallTime(milliseconds: 1000)) == false)
        merge.reachedEnd(true, of: 1)
        #expect(merge.advance(at: WallTime(milliseconds: 1000)) == true)
        #expect(merge.watermark.milliseconds == 995)
    }

    @Test("does not let an idle partition hold the watermark")
    func idlePartition() {
        var merge = EventTimeMerge(count: 2, lateness: Milliseconds(5))
        merge.reachedEnd(true, of: 0)
        merge.offer(EventTime(milliseconds: 70), from: 1)
        #expect(merge.advance(at: WallTime(milliseconds: 1000)) == true)
        #expect(merge.watermark.milliseconds == 65)
    }
}
