import Commerce
import Detection
import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("Stock that will not last")
struct CoverTests {
    /// Ten pieces leave the shelf each hour; it is filled up when so many hours have passed.
    private static func played(
        from full: Int64 = 300,
        refilled: Int64? = nil,
        hours: Int64 = 32,
        track: TrackRules = TrackRules(),
        detection: DetectionRules = DetectionRules(),
        _ disturb: (inout LocalPipeline) -> Void = { _ in }
    ) throws -> Driver {
        var driver = try Driver(detection: detection, track: track)
        var level = full
        for tenth in 0..<(hours * 10) {
            let minute = tenth * 6
            if let refilled, minute == refilled * 60 { level = full }
            guard level > 0 else { break }
            level -= 1
            let value = SourceEvents.inventoryLevelChanged(
                eventID: "level-\(tenth)",
                occurredAt: EventTime(milliseconds: Driver.noon.milliseconds + minute * 60_000),
                sku: "S-1",
                category: "shoes",
                warehouse: "W-1",
                available: level
            )
            driver.pipe(.inventoryLevelChanged, key: "S-1", value)
            if tenth.isMultiple(of: 5) { disturb(&driver.pipeline) }
            driver.run(at: .minutes(minute))
        }
        return driver
    }

    private static func cover(_ driver: Driver) throws -> [Alert] {
        try driver.alerts().filter(\.evidence.isForecast)
    }

    @Test("is warned of once, four hours before it runs out, and then that it has")
    func runsOut() throws {
        let alerts = try Self.cover(Self.played())
        #expect(alerts.map(\.status) == [.firing, .resolved])
        #expect(Set(alerts.map(\.incidentID)).count == 1)
        let left = alerts.map { ($0.occurredAt.milliseconds - Driver.noon.milliseconds) / 3_600_000 }
        #expect(left == [25, 29])
        #expect(alerts[0].slice == Slice([Slice.Term(.sku, "S-1"), Slice.Term(.warehouse, "W-1")]))
        #expect(alerts[0].summary.contains("hours more") && alerts[1].summary.hasSuffix("has run out."))
    }

    @Test("lasts again when goods come")
    func refilled() throws {
        let alerts = try Self.cover(Self.played(refilled: 28))
        #expect(alerts.map(\.status) == [.firing, .resolved])
        #expect(alerts[1].summary.contains("lasts again"))
    }

    @Test("is not warned of when goods come sooner, without a lead, or during a silence")
    func silent() throws {
        #expect(try Self.cover(Self.played(refilled: 25)).isEmpty)
        var track = TrackRules()
        track.stockLead = .zero
        #expect(try Self.cover(Self.played(track: track)).isEmpty)
        var detection = DetectionRules()
        detection.silences = [
            Silence(
                IncidentMatcher(.stockout, slice: Slice(.sku, "S-1")),
                from: .distantPast,
                until: .distantFuture,
                comment: "sold off"
            )
        ]
        #expect(try Self.cover(Self.played(detection: detection)).map(\.status) == [.resolved])
    }

    @Test("has no pace of the day in the state of an older version, and begins to learn it")
    func olderState() throws {
        var event = Event()
        (event.occurredAt, event.available) = (Driver.noon.asEventTime, 40)
        let shelf = Shelf(event)
        var (cover, bytes) = (StateWriter(), StateWriter())
        shelf.cover.write(to: &cover)
        shelf.write(to: &bytes)
        var reader = StateReader(Array(bytes.bytes.dropLast(cover.count)), version: 4)
        var restored = try Shelf(from: &reader)
        try reader.end()
        #expect(restored.due == shelf.due && restored.level == shelf.level)
        #expect(restored.news(at: event.occurredAt.advanced(by: .days(1)), lead: .days(90)) == nil)
    }

    @Test("is warned of in the same way when tasks are lost on the way")
    func survives() throws {
        func records(_ driver: Driver) -> [[UInt8]?] {
            driver.pipeline.records(of: driver.topics.alerts).map(\.value)
        }
        let smooth = records(try Self.played())
        let rough = records(try Self.played { pipeline in for id in pipeline.tasks { pipeline.crash(id) } })
        #expect(smooth.count >= 2 && rough == smooth)
    }
}
