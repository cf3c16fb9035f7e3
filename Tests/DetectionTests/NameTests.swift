import Commerce
import Streaming
import Testing

@testable import Detection

@Suite("The name of an incident")
struct NameTests {
    private static let alone = 2e-5
    private static let test = TailTest(isProportion: true, gates: EffectGates())

    private static func slice(_ terms: (Dimension, String)...) -> Slice { Slice(terms.map { Slice.Term($0.0, $0.1) }) }

    private static let adyen = slice((.provider, "adyen"))
    private static let stripe = slice((.provider, "stripe"))
    private static let web = slice((.channel, "web"))
    private static let technical = slice((.declineFamily, "technical"))
    private static let technicalAtAdyen = slice((.provider, "adyen"), (.declineFamily, "technical"))

    /// What was counted in a slice, of how many alike, and how sure that is.
    private struct Case {
        var slice: Slice
        var counts: WindowCounts
        var alike = 5
        var ticks = 1
        var pValue = 1e-12
        /// What open incidents leave of it; all when `nil`.
        var residual: WindowCounts?

        init(_ slice: Slice, _ failures: Double, of trials: Double, expected: Double) {
            self.slice = slice
            counts = WindowCounts(failures: failures, trials: trials, expected: expected)
        }

        func with(_ change: (inout Case) -> Void) -> Case {
            var copy = self
            change(&copy)
            return copy
        }
    }

    /// The causes of what was counted, each with whether it is told; `others` are counted and not suspicious, `shadowed` may
    /// be explained by an incident at a place.
    private static func causes(
        _ cases: [Case],
        others: [Case] = [],
        shadowed: [Case] = [],
        by cause: Slice = .all
    ) -> [(name: Slice, isFired: Bool)] {
        let rules = IncidentRules()
        let known = Dictionary((cases + others + shadowed).map { ($0.slice, $0.counts) }) { first, _ in first }
        let explanation = Explanation(test: test, rules: rules, windows: 5, cut: alone, alone: alone) { slice, _ in
            known[slice]
        }
        let findings = (cases + shadowed).enumerated().map { slot, item in
            var finding = Finding(
                slot: slot,
                slice: item.slice,
                windowMinutes: 5,
                window: 1,
                counts: item.counts,
                residual: item.residual ?? item.counts,
                noise: Noise(dispersion: 1, relativeVariance: 0.02),
                pValue: item.pValue,
                gatedPValue: item.pValue
            )
            (finding.alike, finding.ticks) = (item.alike, item.ticks)
            finding.isSignificant = true
            finding.isFired = item.ticks >= rules.ticksRequired(of: item.slice)
            return finding
        }
        let hidden = findings.dropFirst(cases.count).map { Explanation.Shadowed(finding: $0, cause: cause) }
        return explanation.causes(of: Array(findings.prefix(cases.count)), shadowed: hidden, limit: 10)
            .map { (rules.name(of: $0.finding.slice), $0.isFired) }
    }

    @Test("is told at once when nothing else explains as much, and else when it is significant once more")
    func clear() throws {
        let adyen = Case(Self.adyen, 30, of: 100, expected: 5)
        let far = Case(Self.web, 14, of: 90, expected: 4.5)
        let near = Case(Self.web, 29, of: 100, expected: 5)
        #expect(try #require(Self.causes([adyen, far]).first) == (Self.adyen, true))
        #expect(try #require(Self.causes([adyen, near]).first) == (Self.adyen, false))
        let again = adyen.with { $0.ticks = 2 }
        #expect(try #require(Self.causes([again, near]).first) == (Self.adyen, true))
        let elsewhere = Case(Self.stripe, 29, of: 100, expected: 5)
        #expect(Self.causes([adyen, elsewhere]).map(\.isFired) == [true, true], "they share no order")
    }

    @Test("is the outcome where it has risen alike everywhere, and the place where it has risen more than that")
    func concentration() throws {
        let symptom = Case(Self.technical, 40, of: 400, expected: 5).with { $0.ticks = 3 }
        func name(failedAtAdyen: Double) throws -> Slice {
            let adyen = Case(Self.adyen, 8 + failedAtAdyen, of: 200, expected: 10.5)
            let there = Case(Self.technicalAtAdyen, failedAtAdyen, of: 200, expected: 2.5)
            return try #require(Self.causes([symptom, adyen], others: [there]).first).name
        }
        #expect(try name(failedAtAdyen: 20) == Self.technical, "half of it, as of the orders")
        #expect(try name(failedAtAdyen: 23) == Self.technical, "by chance a little more")
        #expect(try name(failedAtAdyen: 38) == Self.adyen)
    }

    @Test("is an outcome only when that is significant for the third time, however clear")
    func outcome() throws {
        let symptom = Case(Self.technical, 40, of: 400, expected: 5)
        #expect(try #require(Self.causes([symptom.with { $0.ticks = 2 }]).first) == (Self.technical, false))
        #expect(try #require(Self.causes([symptom.with { $0.ticks = 3 }]).first) == (Self.technical, true))
    }

    @Test("costs as much more as there are more slices alike")
    func length() throws {
        let pair = Self.slice((.provider, "adyen"), (.country, "DE"))
        let wide = Case(Self.adyen, 30, of: 100, expected: 10)
        func name(_ narrow: Case) throws -> Slice {
            try #require(Self.causes([wide, narrow.with { $0.alike = 80 }]).first).name
        }
        // Gains of 13.0 and of 14.5 or 17.4; one of eighty costs 2.8 more than one of five.
        #expect(try name(Case(pair, 28, of: 60, expected: 8.3)) == Self.adyen)
        #expect(try name(Case(pair, 29, of: 60, expected: 7.6)) == pair)
    }

    @Test("beside an incident that shares orders, is the place with more than its share of that incident's")
    func shadowed() throws {
        // A bank fails; nobody counts by which method its customers pay. Nine more fail at its provider than it explains.
        let bank = Self.slice((.issuer, "bank"))
        let atAdyen = Self.slice((.provider, "adyen"), (.issuer, "bank"))
        func method(_ name: String) -> Slice { Self.slice((.provider, "adyen"), (.method, name)) }
        let rest = Case(Self.technicalAtAdyen, 56, of: 240, expected: 0.8).with {
            $0.ticks = 2
            $0.residual = WindowCounts(failures: 9, trials: 240, expected: 0.8)
        }
        func name(later: Double, wallet: Double, areAsked: Bool = true) throws -> Slice {
            let others = [
                Case(.all, 110, of: 700, expected: 50), Case(Self.adyen, later + wallet, of: 240, expected: 16.5),
                Case(bank, 48, of: 60, expected: 3), Case(atAdyen, 48, of: 60, expected: 3),
            ]
            let methods = [
                Case(method("later"), later, of: 45, expected: 3.1),
                Case(method("wallet"), wallet, of: 190, expected: 13.1),
            ]
            let causes = Self.causes([rest], others: others, shadowed: areAsked ? methods : [], by: bank)
            return try #require(causes.first).name
        }
        #expect(try name(later: 20, wallet: 52) == method("later"))
        #expect(try name(later: 20, wallet: 52, areAsked: false) == Self.adyen)
        #expect(try name(later: 13, wallet: 50) == Self.adyen, "both have their share of what the bank explains")
    }

    @Test("is given to no chance beside an outage, however many slices show that")
    func discoveries() {
        let outage = Case(Self.adyen, 60, of: 100, expected: 5)
        let parts = (0..<40).map {
            Case(Self.slice((.provider, "adyen"), (.issuer, "bank\($0)")), 6, of: 10, expected: 0.5).with {
                $0.alike = 80
            }
        }
        func other(_ pValue: Double) -> [Bool] {
            let other = Case(Self.stripe, 20, of: 100, expected: 3).with { $0.pValue = pValue }
            return Self.causes([outage, other] + parts).map(\.isFired)
        }
        #expect(other(1.9 * Self.alone) == [true, true], "the second cause has twice as much")
        #expect(other(3 * Self.alone) == [true, false])
    }
}
