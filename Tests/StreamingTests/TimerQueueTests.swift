import Streaming
import Testing

@Suite("A timer queue")
struct TimerQueueTests {
    @Test(
        "gives deadlines in order of time and key, whatever order they were added in",
        arguments: 0 as UInt64..<20
    )
    func order(seed: UInt64) {
        var chance = Chance(seed: seed)
        var timers: [TimerQueue.Timer] = []
        for _ in 0..<200 {
            let deadline = EventTime(milliseconds: Int64.random(in: 0..<50, using: &chance))
            timers.append(
                TimerQueue.Timer(
                    deadline: deadline,
                    key: UInt64.random(in: 0..<15, using: &chance)
                )
            )
        }
        var queue = TimerQueue()
        for timer in timers { queue.add(timer) }
        var due: [TimerQueue.Timer] = []
        while let timer = queue.pop(through: EventTime(milliseconds: 24)) { due.append(timer) }
        #expect(due == timers.sorted().filter { $0.deadline.milliseconds <= 24 }, "run again with seed \(seed)")
        #expect(queue.count == timers.count - due.count)
    }

    @Test("keeps what is not due")
    func notDue() {
        var queue = TimerQueue()
        queue.add(TimerQueue.Timer(deadline: EventTime(milliseconds: 10), key: 1))
        #expect(queue.pop(through: EventTime(milliseconds: 9)) == nil)
        #expect(queue.next == EventTime(milliseconds: 10))
        #expect(queue.pop(through: EventTime(milliseconds: 10)) != nil)
    }
}
