import Streaming
import Testing

@Suite("A pane table")
struct PaneTableTests {
    private typealias Closed = [Int64: [UInt64: Int]]

    @Test(
        "counts in the pane of the event, closes panes in order, and counts like a dictionary",
        arguments: 0 as UInt64..<20
    )
    func likeADictionary(seed: UInt64) {
        var chance = Chance(seed: seed)
        var table = PaneTable<Int>(Panes(length: .seconds(10)))
        var model: Closed = [:]
        var closed: Closed = [:]
        var order: [Int64] = []
        for step in 0..<2000 {
            let time = Int64(step) * 500 + Int64.random(in: -30_000...30_000, using: &chance)
            let watermark = Int64(step) * 500 - 40_000
            let key = UInt64.random(in: 1...20, using: &chance)
            let pane = (time < 0 ? (time - 9999) / 10_000 : time / 10_000) * 10_000
            // A pane that was closed and is opened again is another one.
            let count = model[pane]?[key].map { $0 - (closed[pane]?[key] ?? 0) } ?? 0
            let isThere = table.change(key, at: EventTime(milliseconds: time)) { $0 += 0 }
            #expect(isThere == (count > 0), "run again with seed \(seed)")
            if step % 7 == 0 {
                let removed = table.remove(key, in: EventTime(milliseconds: pane))
                #expect(removed == (count > 0 ? count : nil), "run again with seed \(seed)")
                model[pane]?[key] = closed[pane]?[key]
            }
            table.update(key, at: EventTime(milliseconds: time), blank: 0) { $0 += 1 }
            model[pane, default: [:]][key, default: 0] += 1
            table.close(through: EventTime(milliseconds: watermark)) { start, cells in
                order.append(start.milliseconds)
                #expect(start.milliseconds + 10_000 <= watermark)
                #expect(cells.map(\.key) == cells.map(\.key).sorted())
                for (key, count) in cells { closed[start.milliseconds, default: [:]][key, default: 0] += count }
            }
        }
        table.close(through: .distantFuture) { start, cells in
            order.append(start.milliseconds)
            for (key, count) in cells { closed[start.milliseconds, default: [:]][key, default: 0] += count }
        }
        let isSame = closed == model
        #expect(isSame, "run again with seed \(seed)")
        #expect(order == order.sorted() && Set(order).count == order.count)
        #expect(table.paneCount == 0)
    }
}
