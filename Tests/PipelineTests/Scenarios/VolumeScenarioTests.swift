import Commerce
import Simulation
import Streaming
import Testing

@testable import Pipeline

/// The numbered scenarios of detection that are about how much comes, and when.
@Suite("The scenarios of volume and time")
struct VolumeScenarioTests {
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
