import Commerce
import Detection
import Streaming
import Testing

@Suite("The proof of an alert")
struct AlertProofTests {
    /// The first in exact fractions, the others from SciPy 1.17: nbinom.sf(31, r, r/(r + M)), nbinom.cdf(1, r, r/(r + M)).
    static let betaBinomialTail = 3.586831531040983e-08
    static let negativeBinomialTail = 1.1712454546664932e-06
    static let negativeBinomialLowerTail = 0.0011088958628316375

    private static func alert(_ evidence: Evidence, _ signal: Signal = .paymentFailure) -> Alert {
        Alert(
            id: "alert-1",
            incidentID: "inc-1",
            status: .firing,
            severity: .warning,
            signal: signal,
            slice: Slice([.init(.provider, "adyen")]),
            startedAt: .minute(0),
            occurredAt: .minute(5),
            evidence: evidence,
            impact: Impact(ordersAtRisk: 14, moneyAtRisk: [], sampleOrderIDs: []),
            alsoSeenIn: [],
            summary: "s"
        )
    }

    private static func payments(pValue: Double = betaBinomialTail, cut: Double = 1e-5) -> Evidence {
        Evidence(
            windowMinutes: 3,
            observed: 17,
            trials: 37,
            expected: 2.6,
            lift: 17 / 2.6,
            pValue: pValue,
            test: "beta-binomial",
            dispersion: 1.08,
            relativeVariance: 0.03,
            cut: cut,
            series: Evidence.Series(
                start: .minute(0),
                observed: [0, 1, 5, 8, 4],
                trials: [9, 9, 12, 12, 13],
                expected: [0.6, 0.6, 0.8, 0.9, 0.9]
            )
        )
    }

    private static func oneWindow() -> DetectionRules {
        var rules = DetectionRules()
        rules.windowsMinutes = [5]
        return rules
    }

    private static func step(_ name: String, _ proof: AlertProof) throws -> AlertProof.Step {
        try #require(proof.parts.flatMap(\.steps).first { $0.name == name })
    }

    @Test("makes a beta-binomial test again from the alert alone, with its numbers put in")
    func betaBinomial() throws {
        let proof = AlertProof(Self.alert(Self.payments()), rules: Self.oneWindow())
        #expect(proof.holds)
        #expect(try Self.step("k by the minute", proof).text == "5+8+4 = 17")
        #expect(try Self.step("k'", proof).text == "⌊k/φ⌋ = ⌊17/1.08⌋ = 15")
        #expect(try Self.step("n'", proof).text == "⌈n/φ⌉ = ⌈37/1.08⌉ = 35")
        #expect(try Self.step("rate", proof).text == "m = μ/n = 2.6/37 = 0.07027")
        #expect(try Self.step("shapes", proof).text.hasSuffix("= 440; a = m·s = 30.92, b = (1 - m)·s = 409.1"))
        #expect(try Self.step("tail", proof).text == "P(X ≥ k') = 3.587e-8 for X beta-binomial (n', a, b)")
        #expect(try Self.step("by hand", proof).text.contains("betabinom.pmf(range(15, 36), 35, 30.92072072072"))
    }

    @Test("makes a negative binomial test again, for too many and for too few")
    func negativeBinomial() throws {
        var evidence = Evidence(
            windowMinutes: 5,
            observed: 40,
            trials: 100,
            expected: 12.5,
            lift: 3.2,
            pValue: Self.negativeBinomialTail,
            test: "negative-binomial",
            dispersion: 1.25,
            relativeVariance: 0.0225,
            cut: 1e-5
        )
        let many = AlertProof(Self.alert(evidence, .cancellation), rules: Self.oneWindow())
        #expect(try Self.step("p-value", many).holds == true)
        #expect(try Self.step("tail", many).text.hasPrefix("P(X ≥ k') = 1.171e-6"))
        evidence.observed = 1
        evidence.pValue = Self.negativeBinomialLowerTail
        let few = AlertProof(Self.alert(evidence, .volume), rules: Self.oneWindow())
        #expect(try Self.step("p-value", few).holds == true)
        #expect(try Self.step("tail", few).text.hasPrefix("P(X ≤ k') = 0.001109"))
        #expect(try Self.step("by hand", few).text.contains("nbinom.cdf(1, "))
    }

    @Test("says so when the p-value is not the one that the numbers give, or is above the cut")
    func wrong() throws {
        let other = AlertProof(Self.alert(Self.payments(pValue: 2 * Self.betaBinomialTail)), rules: Self.oneWindow())
        #expect(try Self.step("p-value", other).holds == false)
        #expect(try Self.step("p-value", other).text.hasSuffix("2 times as much"))
        #expect(!other.holds)
        let above = AlertProof(Self.alert(Self.payments(cut: 1e-9)), rules: Self.oneWindow())
        #expect(try Self.step("significant", above).holds == false)
        var twoWindows = Self.oneWindow()
        twoWindows.windowsMinutes = [5, 30]
        let proof = AlertProof(Self.alert(Self.payments(pValue: 2 * Self.betaBinomialTail)), rules: twoWindows)
        #expect(try Self.step("p-value", proof).holds == true)
    }

    @Test("holds the gates of the rules against the numbers")
    func gates() throws {
        var rules = Self.oneWindow()
        rules.gates.failuresMin = 18
        rules.gates.ratioMin = 6.6
        rules.gates.excessMin = 14.5
        rules.gates.deviationsMin = 8.3
        let proof = AlertProof(Self.alert(Self.payments()), rules: rules)
        for name in ["number", "ratio", "excess", "against its noise"] {
            #expect(try Self.step(name, proof).holds == false, "\(name)")
        }
        #expect(
            try Self.step("against its noise", proof).text
                == "(k - μ)/√(φμ + τ²μ²) = 14.4/√(1.08·2.6 + 0.03·2.6²) = 8.299; at least 8.3 wanted"
        )
    }

    @Test("does without what an alert does not tell")
    func sparse() throws {
        var evidence = Self.payments()
        evidence.series = nil
        evidence.relativeVariance = 0
        evidence.cut = 0
        let proof = AlertProof(Self.alert(evidence))
        #expect(proof.holds)
        #expect(try Self.step("made again", proof).text.contains("lacks"))
        evidence.test = "sorcery"
        evidence.relativeVariance = 0.1
        #expect(try Self.step("made again", AlertProof(Self.alert(evidence))).text.contains("does not know"))
        evidence.expected = 0
        evidence.lift = .infinity
        evidence.test = "beta-binomial"
        #expect(try Self.step("lift", AlertProof(Self.alert(evidence))).text.hasSuffix("= ∞"))
    }

    @Test("finds the window in the minutes, the newest one that counts the same")
    func window() {
        let series = Evidence.Series(
            start: .minute(0),
            observed: [1, 2, 3, 3, 2, 1],
            trials: [9, 9, 9, 9, 9, 9],
            expected: [1, 1, 1, 1, 1, 1]
        )
        var evidence = Self.payments()
        (evidence.windowMinutes, evidence.observed, evidence.trials) = (2, 5, 18)
        #expect(AlertProof.end(of: evidence, in: series) == 5)
        evidence.observed = 7
        #expect(AlertProof.end(of: evidence, in: series) == nil)
        (evidence.windowMinutes, evidence.observed, evidence.trials) = (30, 12, 54)
        #expect(AlertProof.end(of: evidence, in: series) == 6)
    }

    @Test("holds for what a detector says itself, but for what late events have changed since")
    func detector() throws {
        let alerts = LifeTests.run()
        let firing = try #require(alerts.first)
        let proof = AlertProof(firing)
        for part in proof.parts where part.title != "window" {
            for step in part.steps { #expect(step.holds ?? true, "\(part.title): \(step)") }
        }
    }
}
