import Commerce
import Streaming
import Testing

@testable import Pipeline

@Suite("The patience of RETAIN")
struct PatienceTests {
    /// What is asked changes who is waited for, so that it cannot be asked within an expectation.
    private final class Patient {
        var own = Patience()

        func allows(_ customer: String?, at time: EventTime) -> Bool { own.allows(customer, at: time) }

        func allowsDeciding(at time: EventTime, _ now: WallTime) -> Bool { own.allowsDeciding(at: time, now) }
    }

    private func time(_ minutes: Int64) -> EventTime { Driver.noon.asEventTime.advanced(by: .minutes(minutes)) }

    @Test("with the keeper ends for all when it was silent too long, and begins again with the next answer")
    func keeper() {
        let patience = Patient()
        patience.own.follow("C-1", isAsking: true, at: time(0))
        #expect(patience.allows("C-2", at: time(5)))
        #expect(!patience.allows("C-1", at: time(1)))
        #expect(patience.own.waiting == Waiting(for: .keeper, heard: 0))
        #expect(!patience.allows("C-2", at: time(6)))
        patience.own.giveUp()
        patience.own.begin()
        #expect(patience.allows("C-1", at: time(90)) && patience.own.waiting == nil)
        patience.own.hearKeeper()
        #expect(!patience.allows("C-1", at: time(90)))
        #expect(patience.own.waiting == Waiting(for: .keeper, heard: 1))
        patience.own.follow("C-1", isAsking: false, at: time(0))
        #expect(patience.allows("C-1", at: time(90)))
    }

    @Test("with DETECT is for what is older than two minutes, by the clock and by what is judged")
    func detect() {
        let patience = Patient()
        let now = Driver.noon.advanced(by: .minutes(60))
        #expect(patience.allowsDeciding(at: time(58), now))
        #expect(!patience.allowsDeciding(at: time(57), now))
        patience.own.hear(Progress(task: "signals-0", watermark: time(40)))
        #expect(patience.allowsDeciding(at: time(42), now))
        #expect(!patience.allowsDeciding(at: time(43), now))
        #expect(patience.own.waiting == Waiting(for: .detect, heard: 1))
        patience.own.giveUp()
        #expect(patience.allowsDeciding(at: time(43), now))
        patience.own.hear(Progress(task: "signals-0", watermark: time(30)))
        #expect(!patience.allowsDeciding(at: time(43), now), "it is heard of again")
        #expect(patience.allowsDeciding(at: time(42), now), "and never goes back")
    }

    @Test("with alerts that were announced and never come ends, and they are not waited for again")
    func alerts() {
        let patience = Patient()
        let now = Driver.noon.advanced(by: .minutes(60))
        let alert = Progress.Announcement(id: "alt-1", occurredAt: time(20))
        patience.own.hear(Progress(task: "signals-0", watermark: time(50), alerts: [alert]))
        #expect(patience.allowsDeciding(at: time(19), now))
        #expect(!patience.allowsDeciding(at: time(20), now))
        patience.own.giveUp()
        #expect(patience.allowsDeciding(at: time(20), now))
        patience.own.hear(Progress(task: "signals-0", watermark: time(50), alerts: [alert]))
        #expect(patience.allowsDeciding(at: time(20), now))
    }
}
