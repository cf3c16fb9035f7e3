import Commerce
import Kafka
import Retention
import Streaming
import Testing

@testable import Pipeline

/// While a backlog is worked off, each stage is as far as it happens to be. What RETAIN decides is what it would have decided
/// in step.
@Suite("A backlog, of which TRACK has read everything before RETAIN begins,")
struct BacklogTests {
    /// What is in one and not in the other, to read.
    private static func difference(_ driver: Driver, _ other: Driver, _ topic: String) -> [String] {
        let (got, expected) = (
            Set(driver.pipeline.records(of: topic).map(Said.init)),
            Set(other.pipeline.records(of: topic).map(Said.init))
        )
        return got.symmetricDifference(expected).map {
            (expected.contains($0) ? "missing " : "added ") + String(decoding: $0.value, as: UTF8.self)
        }
        .sorted()
    }

    /// Lets the tasks of `stage` work until nothing moves.
    private static func workOff(_ stage: Stage, _ driver: inout Driver, at now: WallTime) {
        var moved = true
        while moved {
            moved = false
            for id in driver.pipeline.tasks where id.kind.stage == stage {
                if driver.pipeline.step(id, at: now) + driver.pipeline.commit(id) > 0 { moved = true }
            }
        }
    }

    // MARK: Money

    /// Orders that are cancelled for the shipping cost, and placed again five minutes later, when the offer is long made.
    private static func cancelling(_ minutes: Range<Int64>, _ driver: inout Driver) {
        for minute in minutes {
            let events = Events(orderID: "O-\(minute)", customerID: "C-\(minute)")
            driver.pipe(.orderPlaced, key: events.orderID, events.placed(minute * 60))
            driver.pipe(
                .orderCancelled,
                key: events.orderID,
                events.cancelled(minute * 60 + 30, reason: "shipping_cost")
            )
            guard minute >= 5 else { continue }
            let again = Events(orderID: "again-\(minute - 5)", customerID: "C-\(minute - 5)")
            driver.pipe(.orderPlaced, key: again.orderID, again.placed(minute * 60 + 31))
        }
    }

    @Test("gives the offers that are given in step", arguments: 0..<20 as Range<UInt64>)
    func offers(seed: UInt64) throws {
        var inStep = try Driver(partitions: 2, policy: .awake)
        for minute in 0..<90 as Range<Int64> {
            Self.cancelling(minute..<minute + 1, &inStep)
            inStep.run(at: .minutes(minute + 1))
        }
        inStep.run(at: .minutes(95))
        var driver = try Driver(partitions: 2, policy: .awake)
        Self.cancelling(0..<90, &driver)
        let now = Driver.noon.advanced(by: .minutes(95))
        Self.workOff(.track, &driver, at: now)
        Self.workOff(.detect, &driver, at: now)
        let retaining = driver.pipeline.tasks.filter { $0.kind.stage == .retain }
        var chance = Chance(seed: seed)
        for _ in 0..<600 {
            let id = retaining[Int.random(in: retaining.indices, using: &chance)]
            driver.pipeline.step(id, max: Int.random(in: 1...200, using: &chance), at: now)
            if chance.hits(0.1) { driver.pipeline.crash(id) }
            if chance.hits(0.5) { driver.pipeline.commit(id, lands: !chance.hits(0.1)) }
        }
        driver.run(at: .minutes(95))
        #expect(try inStep.actions().count(where: { $0.kind == .waiveShipping }) == 90)
        for topic in [driver.topics.actions, driver.topics.decisions] {
            #expect(Self.difference(driver, inStep, topic) == [], "\(topic), seed \(seed)")
        }
        let requests = try driver.pipeline.records(of: driver.topics.budgets).map {
            try BudgetCodec.decodeRequest($0.value ?? []).0
        }
        #expect(requests.allSatisfy { $0.amount.amountMinor > 0 }, "nothing is given back, seed \(seed)")
    }

    @Test("goes no further than five minutes while the keeper is silent, and on when that has lasted too long")
    func keeperAway() throws {
        var driver = try Driver(policy: .awake)
        Self.cancelling(0..<60, &driver)
        let now = Driver.noon.advanced(by: .minutes(65))
        Self.workOff(.track, &driver, at: now)
        Self.workOff(.detect, &driver, at: now)
        let task = TaskID(.retain, 0)
        for _ in 0..<20 {
            driver.pipeline.step(task, at: now)
            driver.pipeline.commit(task)
        }
        let asked = driver.pipeline.records(of: driver.topics.budgets)
        #expect(asked.count == 6, "those of five minutes, and who asked first")
        #expect(try driver.actions().isEmpty)
        driver.pipeline.crash(task)
        driver.pipeline.step(task, at: now)
        driver.pipeline.commit(task)
        #expect(driver.pipeline.records(of: driver.topics.budgets) == asked, "a restart waits for the same")
        driver.run(at: .minutes(65))
        #expect(try driver.actions().count(where: { $0.kind == .waiveShipping }) == 60)
    }

    @Test("waits for the orders that TRACK has not read yet, and hears of each when it was its turn")
    func trackerBehind() throws {
        var driver = try Driver(partitions: 2, policy: .awake)
        Self.cancelling(0..<60, &driver)
        let now = Driver.noon.advanced(by: .minutes(65))
        let behind = TaskID(.orders, 1)
        for _ in 0..<3 {
            for id in driver.pipeline.tasks where id.kind.stage == .track && id != behind {
                driver.pipeline.step(id, at: now)
                driver.pipeline.commit(id)
            }
        }
        driver.pipeline.step(behind, max: 10, at: now)
        driver.pipeline.commit(behind)
        Self.workOff(.detect, &driver, at: now)
        Self.workOff(.retain, &driver, at: now)
        let decided = try driver.decisions().map(\.occurredAt)
        let told = try driver.progress().filter { $0.task == "\(behind)" }.map(\.watermark).max()
        // Its own last trigger may be later than its mark, by the lateness and a step of the marks.
        let latest = try #require(told).advanced(by: .seconds(40))
        #expect(!decided.isEmpty && decided.max() ?? .distantFuture <= latest, "\(latest)")
        #expect(latest < now.asEventTime.advanced(by: -.minutes(20)))
        for id in driver.pipeline.tasks where id.kind.stage == .retain { driver.pipeline.crash(id) }
        Self.workOff(.track, &driver, at: now)
        for stage in [Stage.detect, .retain] { Self.workOff(stage, &driver, at: now) }
        #expect(try driver.decisions().count { $0.outcome == .saved } == 55)
        let ids = try driver.decisions().map(\.id)
        #expect(Set(ids).count == ids.count)
    }

    // MARK: Incidents

    /// An outage of one provider, from minute 66 on.
    private static func outage(_ driver: inout Driver) {
        var payments = Payments(seed: 7)
        payments.ordersPerMinute = 120
        payments.disturbance = { provider, _, minute in provider == "alipay" && minute >= 66 ? 0.7 : nil }
        for minute in 0..<90 { payments.pipe(minute: minute, into: &driver) }
    }

    @Test("is decided in the light of the incidents that DETECT finds in it, which is far behind")
    func incidents() throws {
        var driver = try Driver(partitions: 2)
        Self.outage(&driver)
        let now = Driver.noon.advanced(by: .minutes(91))
        Self.workOff(.track, &driver, at: now)
        let detect = driver.pipeline.tasks.filter { $0.kind == .detect }
        for _ in 0..<2_000 {
            for id in driver.pipeline.tasks where id.kind.stage == .retain {
                driver.pipeline.step(id, at: now)
                driver.pipeline.commit(id)
            }
            for id in detect {
                driver.pipeline.step(id, max: 10, at: now)
                driver.pipeline.commit(id)
            }
        }
        let alert = try #require(try driver.alerts().first { $0.signal == .paymentFailure && $0.status == .firing })
        // So far DETECT is behind when it is in step.
        let known = alert.occurredAt.advanced(by: .minutes(2))
        let failed = try driver.decisions().filter {
            $0.trigger == .paymentFailed && $0.occurredAt > known && $0.id == StableID.make("dec", $0.triggerID)
        }
        let touched = try Set(
            driver.triggers().filter { $0.payment?.provider == "alipay" }.map(\.orderID)
        )
        let answered = failed.filter { touched.contains($0.orderID) && $0.rule != nil }
        #expect(answered.count > 100)
        let others = answered.filter { $0.rule != "payment-incident" }
        #expect(others.isEmpty, "\(others.count) of \(answered.count), \(known), \(others.prefix(3))")
    }

    @Test("waits for an alert that DETECT says it has written, and for no later one")
    func announced() throws {
        var driver = try Driver(policy: .awake)
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(100))
        driver.pipe(.paymentFailed, key: "O-1", events.failed(120, code: "expired_card"))
        let now = Driver.noon.advanced(by: .minutes(30))
        Self.workOff(.track, &driver, at: now)
        func alert(_ incident: String, _ second: Int64) -> Alert {
            let time = EventTime(milliseconds: Driver.noon.milliseconds + second * 1000)
            return Alert.failing("adyen", incident, .firing, at: time)
        }
        let alerts = [alert("inc-1", 60), alert("inc-2", 600)]
        let progress = Progress(
            task: "signals-0",
            watermark: alerts[1].occurredAt,
            alerts: alerts.map { Progress.Announcement(id: $0.id, occurredAt: $0.occurredAt) }
        )
        for mark in driver.pipeline.topology.marks(progress, in: driver.topics.notices) { driver.pipeline.pipe(mark) }
        let task = TaskID(.retain, 0)
        driver.pipeline.step(task, at: now)
        driver.pipeline.commit(task)
        #expect(try driver.decisions().isEmpty)
        let key = Array(alerts[0].incidentID.utf8)
        driver.pipeline.pipe(
            ProducedRecord(topic: driver.topics.alerts, key: key, value: AlertCodec.encode(alerts[0]))
        )
        driver.pipeline.step(task, at: now)
        driver.pipeline.commit(task)
        #expect(try driver.decisions().first?.rule == "payment-incident")
    }

    @Test("is not what a trigger is that came just now: it waits for nobody")
    func live() throws {
        var driver = try Driver(policy: .awake)
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.pipe(.paymentFailed, key: "O-1", events.failed(20, code: "expired_card"))
        let now = Driver.noon.advanced(by: .seconds(21))
        for kind in [TaskKind.orders, .retain] {
            driver.pipeline.step(TaskID(kind, 0), at: now)
            driver.pipeline.commit(TaskID(kind, 0))
        }
        #expect(try driver.actions().map(\.kind) == [.correctDetails])
    }
}
