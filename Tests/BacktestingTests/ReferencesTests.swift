import Backtesting
import Commerce
import Streaming
import Testing

/// What a task counted in the minute that begins at `minute`, and that it is past it.
fileprivate func counts(
    _ minute: Int64,
    _ counts: (slice: Slice, failures: Int, trials: Int)...,
    signal: Signal = .paymentFailure,
    task: String = "orders-0"
) -> SignalCounts {
    SignalCounts(
        signal: signal,
        task: task,
        pane: at(minute),
        watermark: at(minute + 1),
        counts: counts.map { SliceCount(slice: $0.slice, failures: $0.failures, trials: $0.trials) }
    )
}

fileprivate let ratio = ReferenceRules("three times", .ratio(3), failuresMin: 1)
fileprivate let average = ReferenceRules("three deviations", .deviations(3), failuresMin: 1)

/// Two hours with a failure of twenty every other minute, then `failures` of twenty a minute.
fileprivate func shop(_ rules: ReferenceRules, then failures: Int, minutes: Int64 = 10) -> References {
    var references = References([rules])
    for minute in 0..<120 + minutes {
        let bad = minute < 120 ? Int(minute % 2) : failures
        references.take(counts(minute, (adyen, bad, 20)))
    }
    return references
}

@Suite("A simple detector")
struct ReferencesTests {
    @Test(
        "fires when five minutes are so many times the rate of the day, or so many deviations above the average",
        arguments: [
            // 2.5 of 100 are usual in five minutes. After one minute of 3 there are 5, after two 7 or 8.
            (ratio, 1, nil), (ratio, 2, 124), (ratio, 3, 122), (ratio, 20, 121),
            (ReferenceRules("with twelve", .ratio(3), failuresMin: 12), 3, 124),
            (average, 0, nil), (average, 1, 124), (average, 20, 121),
        ] as [(ReferenceRules, Int, Int64?)]
    )
    func fires(rules: ReferenceRules, failures: Int, minute: Int64?) {
        #expect(shop(rules, then: failures).alerts[0].first?.occurredAt == minute.map { at($0) })
    }

    @Test("tells an incident once, until fifteen minutes were as usual")
    func incidents() {
        var references = References([ratio])
        for minute in Int64(0)..<200 {
            let isBad = [120..<125, 132..<137, 160..<165].contains { $0.contains(minute) }
            references.take(counts(minute, (adyen, isBad ? 10 : Int(minute % 2), 20)))
        }
        #expect(references.alerts[0].map(\.occurredAt) == [at(121), at(162)])
        #expect(
            references.alerts[0].allSatisfy {
                $0.slice == adyen && $0.startedAt == $0.occurredAt.advanced(by: .minutes(-5))
            }
        )
    }

    @Test("says nothing of a slice in its first hour")
    func young() {
        var references = References([ratio, average])
        for minute in Int64(0)..<60 { references.take(counts(minute, (adyen, minute < 50 ? 1 : 20, 20))) }
        #expect(references.alerts == [[], []])
    }

    @Test("judges a minute when every task has passed it")
    func waits() {
        var references = References([ratio])
        for minute in Int64(0)..<130 {
            references.take(counts(minute, task: "stock-0"))
            references.take(counts(minute, (adyen, minute < 120 ? Int(minute % 2) : 20, 20)))
        }
        let early = references.alerts[0]
        var behind = References([ratio])
        for minute in Int64(0)..<130 {
            if minute < 110 { behind.take(counts(minute, task: "stock-0")) }
            behind.take(counts(minute, (adyen, minute < 120 ? Int(minute % 2) : 20, 20)))
        }
        #expect(early.map(\.occurredAt) == [at(121)])
        #expect(behind.alerts[0].isEmpty)
        behind.take(counts(128, task: "stock-0"))
        #expect(behind.alerts[0] == early)
    }

    @Test("takes the trials of a way of failing from its place")
    func outcomes() {
        let technical = slice(.init(.provider, "adyen"), .init(.declineFamily, "technical"))
        var references = References([ratio])
        for minute in Int64(0)..<130 {
            // Where ten times as much is tried, ten times as much fails: that is nothing.
            let scale = minute < 120 ? 1 : 10
            references.take(counts(minute, (adyen, 4 * scale, 20 * scale), (technical, 2 * scale, 0)))
        }
        #expect(references.alerts[0].isEmpty)
        for minute in Int64(130)..<140 { references.take(counts(minute, (adyen, 40, 200), (technical, 90, 0))) }
        #expect(references.alerts[0].map(\.slice) == [technical])
    }

    @Test("averages from the first minute on, as if all weighed alike")
    func averages() {
        var references = References([average])
        for minute in Int64(0)..<121 { references.take(counts(minute, (adyen, minute < 120 ? 6 : 8, 20))) }
        #expect(references.alerts[0].map(\.occurredAt) == [at(121)])
    }

    @Test("says nothing of `volume`")
    func volume() {
        var references = References([ratio, average])
        for minute in Int64(0)..<130 {
            references.take(counts(minute, (adyen, minute < 120 ? 0 : 20, 20), signal: .volume))
        }
        #expect(references.alerts == [[], []])
    }

    @Test("passes over minutes without any counts, and over the end of time")
    func gaps() {
        var references = References([ratio])
        references.take(counts(0, (adyen, 1, 20)))
        references.take(
            SignalCounts(signal: .paymentFailure, task: "orders-0", pane: at(1), watermark: .distantFuture, counts: [])
        )
        #expect(references.alerts == [[]])
        references.take(counts(3000, (adyen, 20, 20)))
        #expect(references.alerts[0].map(\.occurredAt) == [at(3001)])
    }
}

@Suite("A table of detectors")
struct DetectorTableTests {
    @Test("has a row for each, with the figures of all and of sharp steps")
    func rows() {
        let found = judge([label("outage", 100..<130, shape: "step")], [alert("a", at: 105)])
        let missed = judge([label("outage", 100..<130, shape: "step")], [alert("a", at: 605), alert("b", at: 705)])
        let table = DetectorTable([
            Contender(name: "ours", judgements: [found]), Contender(name: "theirs", judgements: [missed]),
        ])
        #expect(
            table.rows == [
                ["ours", "1", "100.0 %", "100.0 %", "5.5 min", "5.5 min", "100.0 %", "0.00", "–", "–"],
                ["theirs", "1", "0.0 %", "–", "–", "–", "0.0 %", "2.00", "–", "–"],
            ]
        )
        let lines = table.text.split(separator: "\n")
        #expect(lines.count == 3 && Set(lines.map(\.count)).count == 1)
        #expect(lines[1].hasPrefix("ours  "))
    }

    @Test("stands in the page and in the JSON")
    func outputs() {
        let ours = Contender(name: "ours", judgements: [judge([label(100..<130)], [alert("a", at: 105)])])
        let theirs = Contender(name: "a fixed ratio", judgements: [judge([label(100..<130)], [alert("b", at: 605)])])
        let rules = ScoringRules()
        let page = String(decoding: BacktestPage([ours], references: [theirs], rules: rules).html, as: UTF8.self)
        let json = String(decoding: ScoreJSON.encode([ours], references: [theirs], rules: rules), as: UTF8.self)
        #expect(page.contains("Beside simple detectors") && page.contains("<td class=\"text\">a fixed ratio</td>"))
        #expect(json.contains(#""references":[{"name":"a fixed ratio","groups":{"all":{"labels":1,"found":0"#))
        #expect(!String(decoding: ScoreJSON.encode([ours], rules: rules), as: UTF8.self).contains("references"))
        #expect(!String(decoding: BacktestPage([ours], rules: rules).html, as: UTF8.self).contains("simple detectors"))
    }
}
