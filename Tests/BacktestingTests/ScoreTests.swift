import Backtesting
import Commerce
import Streaming
import Testing

@Suite("A score")
struct ScoreTests {
    /// Four labels, of which three are found; six incidents, of which one is false.
    private static let judgement: Judgement = {
        let consequence = Label.Consequence(signal: .cancellation, slice: .all, start: at(100), end: at(200))
        let labels = [
            label("one", 100..<130, shape: "step", consequences: [consequence]), label("two", 300..<330, shape: "ramp"),
            label("three", 500..<530, .stockout, in: .all), label("four", 700..<730),
            label("calm", 900..<930, nil, in: .all, expect: .silence),
        ]
        let alerts = [
            alert("a", at: 102, severity: .critical), alert("b", at: 110, in: icbc), alert("c", at: 120, .cancellation),
            alert("d", at: 310, in: icbc), alert("e", at: 506, .stockout), alert("f", at: 910),
        ]
        return judge(labels, alerts)
    }()

    @Test("counts labels and incidents, and takes shares of them")
    func figures() {
        let all = Score([Self.judgement]).all
        #expect([all.labels, all.found, all.exact] == [4, 3, 1])
        #expect([all.fired, all.finding, all.repeating, all.following, all.isFalse] == [6, 3, 1, 1, 1])
        #expect(all.recall == 0.75)
        #expect(all.precision == 5.0 / 6)
        #expect(all.exactShare == 1.0 / 3)
        #expect(all.falsePerDay(in: 0.5) == 2)
        #expect(Tally().recall == nil && Tally().precision == nil && Tally().delay(0.5) == nil)
    }

    @Test("gives the delay that half and nine tenths of the labels found do not exceed, by nearest rank")
    func delays() {
        var tally = Tally()
        tally.delays = [Milliseconds(5), Milliseconds(1), Milliseconds(3)]
        #expect(tally.delay(0.5) == Milliseconds(3))
        #expect(tally.delay(0.9) == Milliseconds(5))
        tally.delays = (1...10).reversed().map { Milliseconds($0) }
        #expect(tally.delay(0.5) == Milliseconds(5))
        #expect(tally.delay(0.9) == Milliseconds(9))
    }

    @Test("divides by signal, by severity and by shape")
    func groups() {
        let score = Score([Self.judgement])
        #expect(
            score.groups.map(\.name) == [
                "all", "payment-failure", "cancellation", "stockout", "warning", "critical", "steps",
            ]
        )
        #expect(score.bySignal[.paymentFailure].map { [$0.labels, $0.found, $0.fired] } == [3, 2, 4])
        #expect(score.bySignal[.cancellation].map { [$0.labels, $0.fired, $0.following] } == [0, 1, 1])
        #expect(score.bySeverity[.critical].map { [$0.labels, $0.found, $0.fired] } == [1, 1, 1])
        #expect(score.steps.found == 1)
        #expect([score.silences, score.silencesKept] == [1, 0])
    }

    @Test("calls a step sharp by the size that its label tells, else by what was counted")
    func sharp() {
        var large = label("large", 100..<130, shape: "step")
        large.size = Label.Size(lift: 3, excessPerMinute: 2)
        var small = large
        small.size = Label.Size(lift: 2.9, excessPerMinute: 20)
        var slow = large
        slow.shape = "ramp"
        let points = (100..<130 as Range<Int64>).map {
            SliceSeries.Point(minute: at($0), observed: 5, trials: 20, expected: 1)
        }
        let counted = [SliceSeries(signal: .paymentFailure, slice: adyen, points: points)]
        let unsaid = label("unsaid", 100..<130, shape: "step")
        #expect(Score([judge([large, slow], [])]).sharpSteps.labels == 1)
        #expect(Score([judge([small], [], series: counted)]).sharpSteps.labels == 0)
        #expect(Score([judge([unsaid], [], series: counted)]).sharpSteps.labels == 1)
        #expect(Score([judge([unsaid], [])]).sharpSteps.labels == 0)
    }

    @Test("pools histories: sums are added, shares taken of the sums")
    func pooled() {
        let quiet = judge([label(100..<130)], [])
        let score = Score([Self.judgement, quiet])
        #expect(score.histories == 2 && score.days == 2)
        #expect(score.all.recall == 0.6)
        #expect(score.all.falsePerDay(in: score.days) == 0.5)
    }

    @Test("is a table that a person reads")
    func table() {
        let text = ScoreTable([Contender(name: "defaults", judgements: [Self.judgement])]).text
        let expected = """
                             labels  found   recall    exact  delay p50       p90  shown p50       p90  fired  found again  followed  false  precision  false/day
            all                   4      3   75.0 %   33.3 %    6.5 min  10.5 min    6.5 min  10.5 min      6            1         1      1     83.3 %       1.00
            payment-failure       3      2   66.7 %   50.0 %    2.5 min  10.5 min    2.5 min  10.5 min      4            1         0      1     75.0 %       1.00
            cancellation          0      0        –        –          –         –          –         –      1            0         1      0    100.0 %       0.00
            stockout              1      1  100.0 %    0.0 %    6.5 min   6.5 min    6.5 min   6.5 min      1            0         0      0    100.0 %       0.00
            warning               2      2  100.0 %    0.0 %    6.5 min  10.5 min    6.5 min  10.5 min      5            1         1      1     80.0 %       1.00
            critical              1      1  100.0 %  100.0 %    2.5 min   2.5 min    2.5 min   2.5 min      1            0         0      0    100.0 %       0.00
            steps                 1      1  100.0 %  100.0 %    2.5 min   2.5 min    2.5 min   2.5 min      –            –         –      –          –          –

            """
        #expect(text == expected)
    }

    @Test("puts two sets of rules below one another")
    func contest() {
        let first = Contender(name: "a.yaml", judgements: [Self.judgement])
        let second = Contender(name: "b.yaml", judgements: [judge([label(100..<130)], [])])
        let table = ScoreTable([first, second])
        #expect(table.heads.prefix(2) == ["", "rules"])
        #expect(
            table.rows.prefix(2).map { $0.cells.prefix(4) } == [
                ["all", "A", "4", "3"], ["", "B", "1", "0"],
            ]
        )
    }

    @Test("is one JSON object for programs, with every label and false alarm")
    func json() throws {
        let bytes = ScoreJSON.encode([Contender(name: "a \"b\"", judgements: [Self.judgement])], rules: ScoringRules())
        guard case .object(let root) = try JSONValue.parse(bytes) else {
            Issue.record("not an object")
            return
        }
        let contenders = root.first { $0.name == "contenders" }?.value
        guard case .array(let list) = contenders, case .object(let first) = list.first else {
            Issue.record("no contenders")
            return
        }
        func member(_ name: String) -> JSONValue? { first.first { $0.name == name }?.value }
        #expect(member("name") == .string("a \"b\""))
        guard case .array(let labels) = member("labels"), case .array(let alarms) = member("false_alarms"),
            case .object(let groups) = member("groups")
        else {
            Issue.record("no labels, alarms or groups")
            return
        }
        #expect(labels.count == 5 && alarms.count == 1)
        #expect(groups.map(\.name).contains("payment-failure"))
        #expect(bytes.last == UInt8(ascii: "\n"))
    }
}
