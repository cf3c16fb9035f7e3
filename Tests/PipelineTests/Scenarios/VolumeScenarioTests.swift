import Commerce
import Simulation
import Streaming
import Testing

@testable import Pipeline

/// The numbered scenarios of detection that are about how much comes, and when.
@Suite("The scenarios of volume and time")
struct VolumeScenarioTests {
    @Test("5: a provider with six events in five minutes falls silent, and its volume alerts within three windows")
    func silentProvider() throws {
        let play = try Play("silent-provider", ordersPerDay: 7200)
        let silence = try play.entry("silent provider")
        let volume = try play.firing(.volume)
        #expect(volume.map { $0.slice.value(of: .provider) } == ["adyen"])
        let first = try #require(volume.first)
        #expect(silence.start <= first.occurredAt)
        // Three windows of five minutes, and the minute in which the last one is judged.
        #expect(first.occurredAt <= silence.start.advanced(by: .minutes(16)), "\(first.occurredAt)")
        #expect(try play.firing().filter { $0.signal != .volume && $0.occurredAt < silence.start } == [])
    }

    @Test("5: when nothing arrives at all, one alert says that the pipeline is late, and none speaks of the shop")
    func stoppedPipeline() throws {
        let play = try Play("stopped-pipeline", ordersPerDay: 24_000, minutes: 240)
        let firing = try play.firing()
        #expect(firing.filter { $0.signal != .volume } == [])
        #expect(firing.filter { $0.signal == .volume }.map(\.slice) == [.all])
    }

    @Test("10: two hours of payments that arrive late are no spike; who has paid is not reminded")
    func backlog() throws {
        let play = try Play("backlog", ordersPerDay: 16_000)
        let backlog = try play.entry("backlog")
        #expect(try play.firing().filter { $0.signal != .volume } == [])
        // Half an hour of catching up later, reminders are only for those of whom no payment was heard.
        let reminders = try play.driver.actions().filter { $0.kind == .remindToPay }
        #expect(reminders.contains { $0.occurredAt > backlog.end })
        let wrong = reminders.filter { action in
            guard let payment = play.payments[action.orderID] else { return false }
            return payment.made <= action.occurredAt && payment.arrived <= action.occurredAt
        }
        #expect(wrong == [])
        // What was too late to be counted is on the late topic, and nothing is lost.
        #expect(play.driver.pipeline.records(of: play.driver.topics.late).count > 500)
        #expect(play.driver.pipeline.records(of: play.driver.topics.deadLetters).isEmpty)
    }

    @Test("11: the clocks are put forward, and nothing alerts")
    func summerTime() throws {
        let play = try Play("summer-time", ordersPerDay: 3000, minutes: 4320)
        #expect(try play.firing().map { "\($0.signal.rawValue) \($0.slice)" } == [])
    }

    @Test("11: eight times the orders for six hours, as every November, bring no storm of alerts")
    func doubleEleven() throws {
        let play = try Play("double-eleven", ordersPerDay: 5000)
        #expect(try play.firing().map { "\($0.signal.rawValue) \($0.slice)" } == [])
    }
}
