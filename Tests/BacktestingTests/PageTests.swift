import Backtesting
import Commerce
import Streaming
import Testing

@Suite("The page of a backtest")
struct PageTests {
    private static let hostile = "<script>alert(\"1\")</script> & 'more' \u{0}\u{7F}"

    private static func contender(_ name: String) -> Contender {
        let start = at(44)
        let series = Evidence.Series(
            start: start,
            observed: Array(repeating: 1, count: 55) + [3, 4, 5, 3, 2],
            trials: Array(repeating: 8, count: 60),
            expected: Array(repeating: 0.6, count: 60)
        )
        let odd = Slice([.init(.provider, hostile)])
        let labels = [
            label(hostile, 100..<130, in: odd, shape: hostile), label("missed", 300..<330),
            label("sale <b>", 500..<530, nil, in: .all, expect: .silence),
        ]
        let alerts = [
            alert("a", at: 104, in: odd, summary: hostile, evidence: evidence(series: series)),
            alert("a", .resolved, at: 140, in: odd, summary: hostile),
            alert("b", at: 510, in: stripe, summary: hostile, evidence: evidence(series: series)),
        ]
        let points = (60..<200 as Range<Int64>).map {
            SliceSeries.Point(minute: at($0), observed: Int($0 % 7), trials: 20, expected: 1.5, deviation: 1.1)
        }
        let known = SliceSeries(signal: .paymentFailure, slice: odd, points: points)
        let history = LabelledHistory(
            name: hostile,
            labels: labels,
            alerts: alerts,
            start: friday,
            end: at(1440),
            series: [known]
        )
        return Contender(name: name, judgements: [Judgement(history)])
    }

    private static func page(_ names: String...) -> String {
        let page = BacktestPage(names.map { contender($0) }, rules: ScoringRules())
        return String(decoding: page.html, as: UTF8.self)
    }

    @Test("escapes everything that comes from outside")
    func escapes() {
        let page = Self.page(Self.hostile, "other")
        #expect(!page.contains("<script"))
        #expect(!page.contains("<b>\n") && !page.contains("sale <b>"))
        #expect(!page.unicodeScalars.contains { $0 == "\u{0}" || $0 == "\u{7F}" })
        #expect(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;"))
    }

    @Test("needs no network and no script")
    func standsAlone() {
        let page = Self.page("defaults")
        for word in ["http:", "https:", "src=", "href=", "url(", "@import", "javascript"] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.contains("prefers-color-scheme: dark"))
    }

    @Test("opens and closes its tags in pairs, with one set of rules and with two")
    func balanced() {
        for page in [Self.page("defaults"), Self.page("one", "two")] {
            var open: [Substring] = []
            for piece in page.split(separator: "<").dropFirst() {
                guard let end = piece.firstIndex(of: ">") else {
                    Issue.record("a tag is not closed: \(piece.prefix(80))")
                    return
                }
                let tag = piece[..<end]
                let name = tag.prefix { !" /".contains($0) }
                if tag.hasPrefix("!") || tag.hasSuffix("/") || name == "meta" { continue }
                guard tag.hasPrefix("/") else {
                    open.append(name)
                    continue
                }
                #expect(open.popLast() == tag.dropFirst())
            }
            #expect(open.isEmpty)
        }
    }

    @Test("has a section with a chart for each label and each false alarm, the missed ones first")
    func sections() throws {
        let page = Self.page("defaults")
        let articles = page.split(separator: "<article>").dropFirst().map(String.init)
        #expect(articles.count == 3)
        #expect(articles[0].contains("missed") && articles[0].contains("Nothing was counted"))
        #expect(articles[1].contains("found after 4.5 min, named exactly"))
        #expect(articles[1].contains("class=\"label\"") && articles[1].contains("class=\"band\""))
        #expect(articles[1].contains(">firing</text>") && articles[1].contains(">resolved</text>"))
        #expect(articles[2].contains("orderkeeper explain alert alert-b-firing-510"))
        #expect(articles[2].contains("<svg"))
        #expect(page.contains("✗ alerted"))
    }

    @Test("gives the same bytes each time")
    func sameBytes() { #expect(Self.page("one", "two") == Self.page("one", "two")) }
}
