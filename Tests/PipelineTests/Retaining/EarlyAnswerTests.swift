import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

/// Without transactions a request may be there before the state of who made it.
@Suite("An answer of the keeper to what was not asked yet")
struct EarlyAnswerTests {
    private let task = TaskID(.retain, 0)

    /// A driver that TRACK has told of an order that is cancelled for the shipping cost.
    private func driver() throws -> Driver {
        var driver = try Driver(policy: .awake)
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.orderCancelled, key: "O-1", events.cancelled(30, reason: "shipping_cost"))
        for id in driver.pipeline.tasks where id.kind.stage == .track {
            driver.pipeline.step(id, at: Driver.noon.advanced(by: .seconds(31)))
            driver.pipeline.commit(id)
        }
        return driver
    }

    private func retain(_ driver: inout Driver, at second: Int64) {
        driver.pipeline.step(task, at: Driver.noon.advanced(by: .seconds(second)))
        driver.pipeline.commit(task)
    }

    private func requests(_ driver: Driver) throws -> [BudgetRequest] {
        try driver.pipeline.records(of: driver.topics.budgets).map { try BudgetCodec.decodeRequest($0.value ?? []).0 }
    }

    private func answer(_ request: BudgetRequest, _ driver: inout Driver) {
        let value = BudgetCodec.encode(BudgetAnswer(request, isGranted: true), at: Driver.noon.asEventTime)
        let type = Header(name: "ce_type", value: Array(BudgetCodec.answerEventType.utf8))
        driver.pipeline.pipe(
            ProducedRecord(topic: driver.topics.notices, partition: 0, key: nil, value: value, headers: [type])
        )
    }

    @Test("is kept until it is asked, also across a restart, and taken then")
    func asked() throws {
        var before = try driver()
        retain(&before, at: 31)
        let request = try #require(try requests(before).first)
        var driver = try Driver(policy: .awake)
        answer(request, &driver)
        retain(&driver, at: 31)
        #expect(try requests(driver).isEmpty, "nothing is given back")
        driver.pipeline.crash(task)
        let triggers = before.pipeline.records(of: driver.topics.triggers)
        for record in triggers { driver.pipeline.pipe(record) }
        retain(&driver, at: 31)
        #expect(try driver.actions().map(\.kind) == [.waiveShipping])
        #expect(try requests(driver).map(\.id) == [request.id], "asked, and not given back")
    }

    @Test("is given back when everything was read that was read when it was asked for, and nobody asked")
    func unasked() throws {
        var driver = try driver()
        var request = BudgetRequest(
            id: "bud-gone",
            policy: "default",
            day: 20_777,
            amount: Money(currency: "EUR", amountMinor: 600),
            limitMinor: 80_000,
            customerID: "C-9",
            orderID: "O-9"
        )
        request.position = 1
        answer(request, &driver)
        retain(&driver, at: 31)
        let given = try requests(driver).filter { $0.amount.amountMinor < 0 }
        #expect(given.isEmpty, "it is early: what was read is not taken yet")
        retain(&driver, at: 32)
        #expect(try requests(driver).filter { $0.amount.amountMinor < 0 }.map(\.id) == ["bud-gone-back"])
    }
}
