import Streaming
import Testing

@Suite("A set of recent ids")
struct RecentSetTests {
    @Test("remembers an id for the window, and forgets it after two")
    func window() {
        var recent = RecentSet(window: .minutes(10))
        #expect(recent.insert(1, at: EventTime(milliseconds: 0)) == true)
        #expect(recent.insert(1, at: EventTime(milliseconds: 0)) == false)
        #expect(recent.insert(1, at: EventTime(milliseconds: 10 * 60_000)) == false)
        #expect(recent.insert(2, at: EventTime(milliseconds: 20 * 60_000)) == true)
        #expect(recent.insert(1, at: EventTime(milliseconds: 20 * 60_000)) == true)
    }

    @Test("finds a repetition that comes late, out of order")
    func outOfOrder() {
        var recent = RecentSet(window: .minutes(10))
        #expect(recent.insert(1, at: EventTime(milliseconds: 15 * 60_000)) == true)
        #expect(recent.insert(2, at: EventTime(milliseconds: 5 * 60_000)) == true)
        #expect(recent.insert(2, at: EventTime(milliseconds: 5 * 60_000)) == false)
        #expect(recent.insert(1, at: EventTime(milliseconds: 5 * 60_000)) == false)
    }

    @Test("stays bounded when ids come faster than it can remember, and says so")
    func bounded() {
        var recent = RecentSet(window: .hours(1), capacity: 100)
        for id in 0..<1000 as Range<UInt64> { _ = recent.insert(id, at: EventTime(milliseconds: 0)) }
        #expect(recent.count <= 200)
        #expect(recent.earlyRotations == 9)
        #expect(recent.insert(999, at: EventTime(milliseconds: 0)) == false)
    }

    @Test("takes times before 1970 like any other")
    func beforeTheEpoch() {
        var recent = RecentSet(window: .minutes(10))
        #expect(recent.insert(1, at: EventTime(milliseconds: -1)) == true)
        #expect(recent.insert(1, at: EventTime(milliseconds: 1)) == false)
    }
}
