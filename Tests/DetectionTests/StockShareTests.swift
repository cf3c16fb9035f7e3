import Commerce
import Streaming
import Testing

@testable import Detection

@Suite("The share of cancellations for want of stock")
struct StockShareTests {
    private static let first = 29_000_000 / 60
    private static let forStock = Slice([.init(.reason, "out_of_stock")])

    /// Hours of cancellations, the first at ``first``, each in one minute: all of them, and those for want of stock. Then
    /// what is said at the start of each hour, from the second on.
    private static func news(_ hours: [(Int, Int)], most: Double = 0.3) -> [(hour: Int, news: StockShare.News)] {
        var share = StockShare()
        return hours.enumerated().compactMap { index, hour in
            share.count(cancelled: hour.0, forStock: hour.1, minute: (first + index) * 60 + 17, most: most)
                .map { (index, $0) }
        }
    }

    @Test("is told when a day of it is known and it is greater than allowed, and once")
    func told() {
        let usual = [(Int, Int)](repeating: (10, 3), count: 30)
        #expect(Self.news(usual).isEmpty, "30 % is not more than 30 %")
        let much = [(Int, Int)](repeating: (10, 4), count: 72)
        let news = Self.news(much)
        #expect(news.map(\.hour) == [24])
        #expect(
            news.map(\.news) == [.init(isHigh: true, since: Self.first + 24, cancelled: 240, forStock: 96)]
        )
        #expect(Self.news([(Int, Int)](repeating: (2, 2), count: 72)).isEmpty, "48 a day are too few to say")
        #expect(Self.news(much, most: 0.41).isEmpty)
    }

    @Test("is of the last 24 whole hours, whatever was before, and whatever hours nobody cancelled in")
    func day() {
        // 24 hours without want of stock, then 24 of nothing else: above 30 % when eight of them are over.
        let turned = [(Int, Int)](repeating: (10, 0), count: 24) + [(Int, Int)](repeating: (10, 10), count: 24)
        #expect(Self.news(turned).map(\.hour) == [32])
        var share = StockShare()
        _ = share.count(cancelled: 100, forStock: 100, minute: 0, most: 0.3)
        #expect(share.count(cancelled: 60, forStock: 0, minute: 60 * 60, most: 0.3) == nil, "its day is long over")
        #expect(share.count(cancelled: 0, forStock: 0, minute: 61 * 60, most: 0.3) == nil)
    }

    @Test("is taken back below five sixths of what is allowed, with the start of what was told")
    func over() {
        let high = [(Int, Int)](repeating: (10, 4), count: 25)
        let back = Self.news(high + [(Int, Int)](repeating: (10, 2), count: 48), most: 0.305)
        #expect(back.map(\.news.isHigh) == [true, false])
        #expect(back.last?.news.since == Self.first + 24)
        // 61 of 240 are allowed then: it were 96, and two fewer with every hour.
        #expect(back.last?.hour == 43)
        let gone = Self.news(high + [(Int, Int)](repeating: (0, 0), count: 30))
        #expect(gone.map(\.news.isHigh) == [true, false], "too few to say")
    }

    @Test("is an alert in both languages that proves itself, the same after a restart, unless it is silenced")
    func alert() throws {
        func alerts(_ rules: DetectionRules, restarts: Bool = false) throws -> [Alert] {
            var detector = SignalDetector(signal: .cancellation, rules: rules)
            var alerts: [Alert] = []
            for minute in 0..<(26 * 60) {
                let isForStock = minute % 5 < 2
                let reason = isForStock ? Self.forStock : Slice([.init(.reason, CancelReason.changedMind.rawValue)])
                let counts = [
                    SliceCount(slice: .all, failures: isForStock ? 0 : 1, trials: 10),
                    SliceCount(slice: reason, failures: 1, trials: 0),
                    SliceCount(slice: .oneCustomer, failures: 1, trials: 0),
                ]
                alerts += detector.close(counts, minute: Self.first * 60 + minute).filter { !$0.evidence.isOfIncident }
                if restarts, minute % 240 == 0 { detector = try detector.restored(from: detector.stateBytes) }
            }
            return alerts
        }
        let told = try alerts(DetectionRules())
        #expect(try alerts(DetectionRules(), restarts: true) == told)
        let alert = try #require(told.first)
        #expect(told.count == 1 && alert.status == .firing && alert.severity == .warning)
        #expect(alert.slice == Self.forStock && alert.signal == .cancellation)
        #expect(alert.evidence.observed == 576 && alert.evidence.trials == 1440)
        #expect(alert.summaries["en"]?.contains("40 % of the day's cancellations: 576 of 1440") == true)
        #expect(alert.summaries["zh-Hans"]?.contains("40% 的取消订单因缺货") == true)
        #expect(try AlertCodec.decode(AlertCodec.encode(alert)) == alert)
        #expect(AlertProof(alert).holds)
        #expect(AlertmanagerTranslation().translate(alert).labels["alertname"] == "OrderKeeperStockShare")
        var silent = DetectionRules()
        silent.silences = [
            Silence(IncidentMatcher(.cancellation), from: .distantPast, until: .distantFuture, comment: "known")
        ]
        #expect(try alerts(silent).isEmpty)
        var off = DetectionRules()
        off.stockShareMax = 1
        #expect(try alerts(off).isEmpty)
    }
}
