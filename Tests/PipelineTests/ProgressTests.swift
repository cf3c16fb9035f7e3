import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

/// A deadline of RETAIN passes when all TRACK tasks say that they have passed it. So what they say must hold.
@Suite("A TRACK task says how far it is")
struct ProgressTests {
    private func time(_ seconds: Int64) -> EventTime {
        EventTime(milliseconds: Driver.noon.milliseconds + seconds * 1000)
    }

    @Test("in every partition of the triggers' topic, whatever it reads, and without a key")
    func everywhere() throws {
        var driver = try Driver(partitions: 3)
        driver.pipe(.orderPlaced, key: "O-1", Events().placed(0))
        driver.run(at: .minutes(2))
        let tasks = driver.pipeline.tasks.filter { $0.kind.stage == .track }.map(\.description)
        #expect(tasks.count == 12)
        for partition in 0..<3 as Range<Int32> {
            let progress = try driver.progress(in: partition)
            #expect(Set(progress.map(\.task)) == Set(tasks))
            // Nothing comes any more: wall time alone moves a task on, less the lateness; the orders' once the stock's have.
            for task in tasks {
                let told = progress.filter { $0.task == task }.map(\.watermark)
                #expect(told.last == time(90) && told.count <= (task.hasPrefix("orders") ? 2 : 1), "\(task)")
            }
        }
        let marks = driver.pipeline.records(of: driver.topics.triggers).filter(\.isProgress)
        #expect(marks.allSatisfy { $0.key == nil })
        let ids = marks.compactMap { $0.headers.first { $0.name == "ce_id" }?.value }
        #expect(Set(ids).count == marks.count)
    }

    @Test("at most once in ten seconds of event time, never less than before, and nothing again after a restart")
    func sparingly() throws {
        var driver = try Driver()
        for second in 0..<200 as Range<Int64> {
            let events = Events(orderID: "O-\(second)", customerID: "C-\(second)")
            driver.pipe(.orderPlaced, key: events.orderID, events.placed(second))
            driver.run(at: .seconds(second))
            if second % 7 == 0 { for task in driver.pipeline.tasks { driver.pipeline.crash(task) } }
        }
        let marks = try driver.progress().filter { $0.task == "orders-0" }.map(\.watermark)
        // From 30 s before noon, the lateness, to 160 s after it.
        #expect(marks == stride(from: -30, through: 160, by: 10).map { time($0) })
    }

    @Test("behind everything that it has to say of earlier times")
    func behindNews() throws {
        var driver = try Driver()
        for number in 0..<300 as Range<Int64> {
            let events = Events(orderID: "O-\(number)", customerID: "C-\(number)")
            driver.pipe(.orderPlaced, key: events.orderID, events.placed(number * 20))
            driver.pipe(.paymentFailed, key: events.orderID, events.failed(number * 20 + 3))
            driver.run(at: .seconds(number * 20 + 3))
        }
        // The deadlines of the last orders pass in silence.
        driver.run(at: .hours(3))
        var reached = EventTime.distantPast
        var dangers = 0
        for record in driver.pipeline.records(of: driver.topics.triggers) {
            if record.isProgress {
                let progress = try ProgressCodec.decode(record.value ?? [])
                if progress.task == "orders-0" { reached = progress.watermark }
            } else {
                let trigger = try TriggerCodec.decode(record.value ?? [])
                #expect(trigger.occurredAt >= reached, "\(trigger.kind) of \(trigger.orderID)")
                dangers += 1
            }
        }
        #expect(dangers > 400)
        #expect(reached >= time(5_900))
    }

    @Test("not while it waits for a partition that it has not read")
    func waiting() throws {
        var driver = try Driver()
        for number in 0..<50 as Range<Int64> {
            let events = Events(orderID: "O-\(number)", customerID: "C-\(number)")
            driver.pipe(.orderPlaced, key: events.orderID, events.placed(number * 60))
            driver.pipe(.paymentAuthorized, key: events.orderID, events.paid(number * 60 + 10))
        }
        // It knows ten of fifty payments, and all orders.
        let task = TaskID(.orders, 0)
        driver.pipeline.step(task, max: 10, at: Driver.noon.advanced(by: .hours(2)))
        driver.pipeline.commit(task)
        #expect(try driver.progress().map(\.watermark).max() == nil || driver.progress().last!.watermark <= time(550))
        driver.run(at: .hours(2))
        #expect(try driver.progress().last { $0.task == "orders-0" }?.watermark == time(7_170))
    }
}
