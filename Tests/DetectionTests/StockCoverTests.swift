import Commerce
import Detection
import Streaming
import Testing

@Suite("How long stock lasts")
struct StockCoverTests {
    private static let start = EventTime(milliseconds: 1_795_176_000_000)

    private static func hour(_ hours: Int64) -> EventTime { start.advanced(by: .hours(hours)) }

    /// A shelf from which `pieces` go each hour, for so many hours.
    private static func selling(_ pieces: Int64, for hours: Int64) -> StockCover {
        var cover = StockCover(since: start)
        for minute in 1...(hours * 60) where minute * pieces / 60 > (minute - 1) * pieces / 60 {
            let taken = minute * pieces / 60 - (minute - 1) * pieces / 60
            cover.add(taken, at: start.advanced(by: .minutes(minute)))
        }
        return cover
    }

    /// What is wanted within the lead, asked by way of a level that is too low for anything.
    private static func wanted(_ cover: StockCover, at hours: Int64, lead: Milliseconds) -> Int64? {
        var cover = cover
        guard case .low(_, 1, let wanted)? = cover.news(level: 1, at: hour(hours), lead: lead) else { return nil }
        return wanted
    }

    @Test("is by the pace at which it sells, in the first hours of a shelf too", arguments: [6, 12, 24, 96] as [Int64])
    func pace(hours: Int64) throws {
        let cover = Self.selling(30, for: hours)
        let wanted = try #require(Self.wanted(cover, at: hours, lead: .hours(10)))
        #expect((297...303).contains(wanted))
    }

    @Test("follows a pace that changes: after twelve hours half of it is the new one")
    func changes() throws {
        var cover = Self.selling(30, for: 96)
        let before = try #require(Self.wanted(cover, at: 96, lead: .hours(10)))
        for minute in 1...(12 * 60) as ClosedRange<Int64> {
            cover.add(1, at: Self.hour(96).advanced(by: .minutes(minute)))
        }
        let after = try #require(Self.wanted(cover, at: 108, lead: .hours(10)))
        #expect(abs(Double(after - before) - 0.5 * Double(600 - before)) < 6)
    }

    @Test("is said once when it is too short, and once when it is long enough again, or over")
    func life() {
        var cover = Self.selling(30, for: 24)
        let (now, lead) = (Self.hour(24), Milliseconds.hours(4))
        #expect(cover.news(level: 125, at: now, lead: lead) == nil)
        #expect(cover.news(level: 119, at: now, lead: lead) == .low(since: now, left: 119, wanted: 120))
        // Between enough and half as much again nothing changes.
        for level in [119, 1, 121, 179] as [Int64] { #expect(cover.news(level: level, at: now, lead: lead) == nil) }
        var refilled = cover
        #expect(refilled.news(level: 181, at: now, lead: lead) == .over(since: now, left: 181, wanted: 120))
        #expect(refilled.news(level: 181, at: now, lead: lead) == nil)
        #expect(cover.news(level: 0, at: now, lead: lead) == .over(since: now, left: 0, wanted: 120))
        #expect(cover.news(level: 0, at: now, lead: lead) == nil)
    }

    @Test(
        "is not said of a shelf that is known for less than six hours, hardly sells, or is empty, and not without a lead"
    )
    func silent() {
        var young = Self.selling(30, for: 5)
        #expect(young.news(level: 1, at: Self.hour(5), lead: .hours(4)) == nil)
        var slow = Self.selling(1, for: 96)
        #expect(slow.news(level: 1, at: Self.hour(96), lead: .days(30)) == nil)
        var known = Self.selling(30, for: 24)
        #expect(known.news(level: 0, at: Self.hour(24), lead: .hours(4)) == nil)
        #expect(known.news(level: 1, at: Self.hour(24), lead: .zero) == nil)
        #expect(known.news(level: 1, at: Self.hour(24), lead: .hours(4)) != nil)
    }

    @Test("is the same after it was written and read, and not taken from bytes that say nonsense")
    func state() throws {
        var cover = Self.selling(30, for: 24)
        _ = cover.news(level: 1, at: Self.hour(24), lead: .hours(4))
        var writer = StateWriter()
        cover.write(to: &writer)
        var reader = StateReader(Array(writer.bytes))
        var restored = try StockCover(from: &reader)
        try reader.end()
        let over = cover.news(level: 0, at: Self.hour(30), lead: .hours(4))
        #expect(over != nil && restored.news(level: 0, at: Self.hour(30), lead: .hours(4)) == over)
        for number in [-Double.infinity, -1, 1e300, .nan] {
            var nonsense = StateWriter()
            nonsense.double(number)
            for _ in 0..<3 { nonsense.time(Self.start) }
            reader = StateReader(Array(nonsense.bytes))
            #expect(throws: StateError.self) { try StockCover(from: &reader) }
        }
    }

    @Test("is a number, whatever is said to be sold and however long goods take")
    func extremes() {
        var cover = StockCover(since: Self.start)
        for hour in 0..<24 as Range<Int64> { cover.add(.max, at: Self.hour(hour)) }
        guard case .low(_, _, let wanted)? = cover.news(level: 1, at: Self.hour(24), lead: .days(90)) else {
            return #expect(Bool(false), "stock of one piece does not last ninety days")
        }
        #expect(wanted > 0)
        let low = StockCover.News.low(since: Self.start, left: 0, wanted: wanted)
        for lead in [Milliseconds(1), .days(90)] {
            let warning = StockWarning(sku: "S-1", warehouse: "unknown", lead: lead)
            let alert = warning.alert(low, at: Self.hour(24), silences: [])
            #expect(alert.map { $0.evidence.windowMinutes >= 1 && $0.slice == Slice([.init(.sku, "S-1")]) } == true)
        }
    }
}

@Suite("The warning that stock will not last")
struct StockWarningTests {
    private static let time = EventTime(milliseconds: 1_795_176_000_000)
    private static let warning = StockWarning(sku: "S-1", warehouse: "W-1", lead: .hours(4))
    private static let low = StockCover.News.low(since: time, left: 26, wanted: 120)

    private static func alert(_ news: StockCover.News, _ silences: [Silence] = []) -> Alert? {
        warning.alert(news, at: time, silences: silences)
    }

    @Test("names the shelf, what is left and for how long, in both languages, and what will lack")
    func says() throws {
        let alert = try #require(Self.alert(Self.low))
        #expect(alert.slice == Slice([.init(.sku, "S-1"), .init(.warehouse, "W-1")]) && alert.signal == .stockout)
        #expect(alert.status == .firing && alert.severity == .warning && alert.evidence.isForecast)
        #expect(alert.impact.ordersAtRisk == 94 && alert.evidence.trials == 120 && alert.evidence.windowMinutes == 240)
        #expect(alert.summaries["en"]?.contains("0.9 hours more: 26 pieces are left") == true)
        #expect(alert.summaries["zh-Hans"]?.contains("0.9 小时后售罄：剩余 26 件") == true)
        #expect(try AlertCodec.decode(AlertCodec.encode(alert)) == alert)
        #expect(AlertProof(alert).holds)
    }

    @Test("has one incident from its beginning to its end")
    func life() throws {
        let firing = try #require(Self.alert(Self.low))
        let later = Self.time.advanced(by: .hours(1))
        for left in [0, 500] as [Int64] {
            let news = StockCover.News.over(since: Self.time, left: left, wanted: 110)
            let over = try #require(Self.warning.alert(news, at: later, silences: []))
            #expect(over.incidentID == firing.incidentID && over.id != firing.id && over.status == .resolved)
            #expect(over.impact.ordersAtRisk == (left == 0 ? 110 : 0))
        }
        let again = StockCover.News.low(since: later, left: 26, wanted: 120)
        #expect(Self.warning.alert(again, at: later, silences: [])?.incidentID != firing.incidentID)
    }

    @Test("is silenced by the rules, its end is not")
    func silenced() {
        let matcher = IncidentMatcher(.stockout, slice: Slice([.init(.warehouse, "W-1")]))
        let silence = Silence(
            matcher,
            from: Self.time.advanced(by: .minutes(-1)),
            until: Self.time.advanced(by: .minutes(1)),
            comment: "stocktaking"
        )
        #expect(Self.alert(Self.low, [silence]) == nil)
        #expect(Self.alert(.over(since: Self.time, left: 0, wanted: 120), [silence]) != nil)
    }

    @Test("says so when its numbers do not fit")
    func proof() throws {
        var alert = try #require(Self.alert(Self.low))
        alert.evidence.observed = -10
        #expect(!AlertProof(alert).holds)
    }
}
