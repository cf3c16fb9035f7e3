import Backtesting
import Commerce
import Streaming
import Testing

@Suite("A judgement")
struct JudgementTests {
    @Test("says found, exactly, and after how long, the lateness included")
    func found() {
        let judgement = judge([label(100..<130)], [alert("a", at: 104), alert("a", .resolved, at: 140)])
        #expect(judgement.meanings == [.finds(0)])
        let verdict = judgement.verdicts[0]
        #expect(verdict.finder == 0 && verdict.isExact)
        #expect(verdict.delay == Milliseconds(4 * 60_000 + 30_000))
        #expect(judgement.falseAlarms.isEmpty)
        #expect(judgement.days == 1)
    }

    @Test("finds a label for an hour after its end, and no longer: by the start of the alert's first anomalous window")
    func grace() {
        #expect(judge([label(100..<130)], [alert("a", at: 191)]).meanings == [.finds(0)])
        #expect(judge([label(100..<130)], [alert("a", at: 192)]).meanings == [.isFalse])
        #expect(judge([label(100..<130)], [alert("a", at: 99)]).meanings == [.isFalse])
        #expect(judge([label(100..<130)], [alert("a", at: 100)]).meanings == [.finds(0)])
        var rules = ScoringRules()
        rules.grace = .zero
        #expect(judge([label(100..<130)], [alert("a", at: 132)], rules: rules).meanings == [.isFalse])
    }

    @Test("takes an alert of another signal, or of a slice that shares no orders, for false")
    func others() {
        let labels = [label(100..<130)]
        #expect(judge(labels, [alert("a", at: 104, .unconfirmed)]).meanings == [.isFalse])
        #expect(judge(labels, [alert("a", at: 104, in: stripe)]).meanings == [.isFalse])
        #expect(judge(labels, [alert("a", at: 104, in: icbc)]).meanings == [.finds(0)])
        #expect(judge(labels, [alert("a", at: 104, in: .all)]).meanings == [.finds(0)])
    }

    @Test("calls a name exact when it is the slice or an equivalent one, by the first incident that finds the label")
    func exact() {
        let labels = [label(100..<130, in: icbcInAlipay, equivalents: [icbc])]
        #expect(judge(labels, [alert("a", at: 104, in: icbcInAlipay)]).verdicts[0].isExact)
        #expect(judge(labels, [alert("a", at: 104, in: icbc)]).verdicts[0].isExact)
        let wide = judge(labels, [alert("a", at: 104, in: .all), alert("b", at: 106, in: icbc)])
        #expect(wide.verdicts[0].finder == 0 && !wide.verdicts[0].isExact)
        #expect(wide.meanings == [.finds(0), .repeats(0)])
        #expect(wide.firings(of: 0).map(\.first.incidentID) == ["a", "b"])
    }

    @Test("counts further incidents of a label as found again, not as false")
    func again() {
        let judgement = judge([label(100..<130)], [alert("a", at: 104), alert("b", at: 120)])
        #expect(judgement.meanings == [.finds(0), .repeats(0)])
        #expect(judgement.falseAlarms.isEmpty)
    }

    @Test("lets an incident find one label only: the one that it names best")
    func one() {
        let labels = [
            label("method", 100..<130, in: slice(.init(.provider, "alipay"), .init(.method, "pay_later"))),
            label("issuer", 100..<130, in: icbcInAlipay),
        ]
        let judgement = judge(labels, [alert("a", at: 104, in: icbcInAlipay)])
        #expect(judgement.meanings == [.finds(1)])
        #expect(judgement.verdicts.map { $0.finder == nil } == [true, false])
        // Neither is named; the nearer one is the one that contains it.
        let inside = [label("wide", 100..<130, in: adyen), label("across", 100..<130, in: icbc)]
        let cards = slice(.init(.provider, "adyen"), .init(.method, "card"))
        #expect(judge(inside, [alert("a", at: 104, in: cards)]).meanings == [.finds(0)])
    }

    @Test("prefers, of two labels of one slice, the one that lasts, and then the one that began last")
    func lasting() {
        let within = [label("long", 100..<200), label("short", 120..<125)]
        #expect(judge(within, [alert("a", at: 140)]).meanings == [.finds(0)])
        #expect(judge(within, [alert("a", at: 124)]).meanings == [.finds(1)])
        let after = [label("first", 100..<110), label("second", 130..<150)]
        #expect(judge(after, [alert("a", at: 134)]).meanings == [.finds(1)])
    }

    @Test("takes an incident among a label's consequences for neither found nor false")
    func consequences() {
        let unpaid = slice(.init(.reason, "payment_failed"))
        let consequence = Label.Consequence(signal: .cancellation, slice: unpaid, start: at(100), end: at(200))
        let labels = [label(100..<130, consequences: [consequence])]
        #expect(judge(labels, [alert("a", at: 150, .cancellation, in: unpaid)]).meanings == [.follows(0)])
        #expect(judge(labels, [alert("a", at: 202, .cancellation, in: unpaid)]).meanings == [.isFalse])
        #expect(judge(labels, [alert("a", at: 99, .cancellation, in: unpaid)]).meanings == [.isFalse])
        let other = slice(.init(.reason, "changed_mind"))
        #expect(judge(labels, [alert("a", at: 150, .cancellation, in: other)]).meanings == [.isFalse])
        #expect(judge(labels, [alert("a", at: 150, .cancellation, in: unpaid)]).verdicts[0].finder == nil)
    }

    @Test("wants a volume alert where a label expects volume")
    func volume() {
        let labels = [label("silence", 100..<130, nil, expect: .volume)]
        #expect(judge(labels, [alert("a", at: 104, .volume)]).meanings == [.finds(0)])
        #expect(judge(labels, [alert("a", at: 104)]).meanings == [.isFalse])
    }

    @Test("leaves early warnings out: a label says what happened, not what was about to")
    func forecasts() {
        var evidence = evidence()
        #expect(judge([], [alert("a", at: 104, .stockout, evidence: evidence)]).meanings == [.isFalse])
        evidence.test = Evidence.daysOfCover
        #expect(judge([], [alert("a", at: 104, .stockout, evidence: evidence)]).meanings.isEmpty)
    }

    @Test("says whether silence was kept: an alert there is false unless something else explains it")
    func silence() {
        let sale = label("sale", 100..<130, nil, in: .all, expect: .silence)
        let broken = judge([sale], [alert("a", at: 104)])
        #expect(broken.meanings == [.isFalse] && !broken.verdicts[0].wasSilent)
        let later = judge([sale], [alert("a", at: 140)])
        #expect(later.meanings == [.isFalse] && later.verdicts[0].wasSilent)
        let explained = judge([sale, label(100..<130)], [alert("a", at: 104)])
        #expect(explained.meanings == [.finds(1)] && explained.verdicts[0].wasSilent)
        let payments = label("sale", 100..<130, .stockout, in: .all, expect: .silence)
        #expect(judge([payments], [alert("a", at: 104)]).verdicts[0].wasSilent)
    }

    @Test("takes an alert for neither found nor false where a label says that it may be")
    func notice() {
        let notice = label("tail", 100..<130, expect: .notice)
        let allowed = judge([notice], [alert("a", at: 104), alert("b", at: 120, in: stripe)])
        #expect(allowed.meanings == [.follows(0), .isFalse])
        #expect(Score([allowed]).all.labels == 0 && Score([allowed]).silences == 0)
        let stall = label("stall", 100..<130, nil, in: .all, expect: .late)
        let said = judge([stall], [alert("a", at: 104, .volume, in: .all)])
        #expect(said.meanings == [.follows(0)] && said.verdicts[0].wasSilent)
        let broken = judge([stall], [alert("a", at: 104)])
        #expect(broken.meanings == [.isFalse] && !broken.verdicts[0].wasSilent)
        #expect(Score([broken]).silences == 1)
    }

    @Test("tells the delay from when a label could be seen, too, and never less than the lateness")
    func shown() {
        var late = label(100..<190, .unconfirmed)
        late.showsFrom = at(130)
        let seen = judge([late], [alert("a", at: 132, .unconfirmed)]).verdicts[0]
        #expect(seen.delay == Milliseconds(32 * 60_000 + 30_000))
        #expect(seen.shownDelay == Milliseconds(2 * 60_000 + 30_000))
        #expect(judge([late], [alert("a", at: 120, .unconfirmed)]).verdicts[0].shownDelay == .seconds(30))
        #expect(judge([label(100..<130)], [alert("a", at: 104)]).verdicts[0].shownDelay == .seconds(270))
    }

    @Test("leaves out what begins in the warm-up, and alerts about it later on")
    func warmUp() {
        var rules = ScoringRules()
        rules.warmUp = .minutes(110)
        let labels = [label("early", 100..<130), label("late", 300..<330)]
        let alerts = [alert("a", at: 40), alert("b", at: 120), alert("c", at: 304), alert("d", at: 200, in: stripe)]
        let judgement = judge(labels, alerts, rules: rules)
        #expect(judgement.meanings == [.isExcluded, .isExcluded, .isFalse, .finds(1)])
        #expect(judgement.verdicts.map(\.isExcluded) == [true, false])
        #expect(judgement.days == 1 - 110.0 / 1440)
        let score = Score([judgement])
        #expect(score.labelsExcluded == 1 && score.firingsExcluded == 2)
        #expect(score.all.labels == 1 && score.all.fired == 2)
    }

    @Test("counts a label that begins before the first event, and leaves out one of another time")
    func outside() {
        let labels = [label("long before", -90 ..< -60), label("before", -10..<30), label("after", 1441..<1500)]
        let judgement = judge(labels, [alert("a", at: 3)])
        #expect(judgement.verdicts.map(\.isExcluded) == [true, false, true])
        #expect(judgement.meanings == [.finds(1)])
        #expect(Score([judgement]).all.labels == 1)
    }

    @Test("tells an incident once however often its alerts come, and leaves out one that began before the alerts")
    func firings() {
        let alerts = [
            alert("b", .updated, at: 90), alert("a", .resolved, at: 140), alert("a", at: 104), alert("a", at: 104),
            alert("a", .updated, at: 110, severity: .critical),
        ]
        let firings = Firing.all(in: alerts)
        #expect(firings.map { $0.alerts.map(\.status) } == [[.firing, .updated, .resolved]])
        #expect(firings.first?.severity == .critical)
    }

    @Test("measures a label in what was counted while it lasted")
    func effect() {
        let points = (90..<140 as Range<Int64>).map {
            SliceSeries.Point(minute: at($0), observed: $0 < 100 ? 1 : 5, trials: 20, expected: 1)
        }
        let series = [SliceSeries(signal: .paymentFailure, slice: adyen, points: points)]
        let effect = judge([label(100..<130)], [], series: series).verdicts[0].effect
        #expect(effect == Effect(minutes: 30, observed: 150, expected: 30))
        #expect(effect?.lift == 5 && effect?.excessPerMinute == 4 && effect?.size.isSharp == true)
        #expect(judge([label(100..<130, in: stripe)], [], series: series).verdicts[0].effect == nil)
    }
}
