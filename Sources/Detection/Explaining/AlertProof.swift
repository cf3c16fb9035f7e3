public import Commerce
internal import Streaming

/// The numbers of an alert put into the formulas that led to it, step by step, so that a person can follow them with
/// nothing but the alert: baseline, gates, test, false discovery control.
///
/// What the alert does not carry are the thresholds; they are those of the rules that are given, which should be the
/// ones by which it was made. A step that does not come out says so.
public struct AlertProof: Sendable, Hashable {
    /// The parts of the proof, in the order in which the detector goes through them.
    public let parts: [Part]

    /// One part.
    public struct Part: Sendable, Hashable {
        /// What it is about.
        public var title: String
        /// Its lines.
        public var steps: [Step]
    }

    /// One line: what, by which formula and numbers, and whether it holds.
    public struct Step: Sendable, Hashable {
        /// What is computed or held against a threshold.
        public var name: String
        /// The formula with the numbers put in, and what comes out.
        public var text: String
        /// Whether it holds; `nil` when there is nothing to hold.
        public var holds: Bool?

        init(_ name: String, _ text: String, holds: Bool? = nil) {
            self.name = name
            self.text = text
            self.holds = holds
        }
    }

    /// The proof of `alert` by the thresholds of `rules`.
    public init(_ alert: Alert, rules: DetectionRules = DetectionRules()) {
        let evidence = alert.evidence
        guard !evidence.isForecast else {
            parts = [Part(title: "cover", steps: Self.cover(evidence, alert.status))]
            return
        }
        guard evidence.isOfIncident else {
            parts = [Part(title: "share", steps: Self.share(evidence, alert.status))]
            return
        }
        parts = [
            Part(title: "window", steps: Self.window(evidence)),
            Part(title: "baseline", steps: Self.baseline(evidence, alert.signal)),
            Part(title: "gates", steps: Self.gates(evidence, rules.gates(of: alert.signal))),
            Part(
                title: "test: \(evidence.test)",
                steps: TailProof(evidence, windows: rules.windowsTested(of: alert.signal)).steps
            ),
            Part(title: "false discovery control", steps: Self.control(evidence, rules.falseDiscoveryRate)),
        ]
    }

    /// Whether every step holds that can.
    public var holds: Bool { parts.allSatisfy { part in part.steps.allSatisfy { $0.holds ?? true } } }

    // MARK: Parts

    private static func cover(_ evidence: Evidence, _ status: Alert.Status) -> [Step] {
        let (wanted, missing, lead) = (evidence.trials, evidence.observed, evidence.windowMinutes)
        let left = wanted - missing
        guard status == .firing else { return [Step("wanted", "\(wanted) pieces sell in \(lead) minutes")] }
        let minutes = Double(lead) * Double(left) / Double(max(1, wanted))
        let text = "\(lead)·(\(wanted) - \(missing))/\(wanted) = \(ProofNumber.text(minutes)) minutes"
        return [
            Step("wanted", "\(wanted) pieces sell in \(lead) minutes, at the pace at which they sold lately"),
            Step("left", "\(wanted) - \(missing) = \(left) pieces"),
            Step("lasts", "\(text); warned of at \(lead) minutes or less", holds: minutes <= Double(lead)),
        ]
    }

    private static func share(_ evidence: Evidence, _ status: Alert.Status) -> [Step] {
        let (k, n) = (evidence.observed, evidence.trials)
        let allowed = ProofNumber.text(evidence.expected)
        let percent = ProofNumber.text(100 * Double(k) / Double(max(1, n)))
        let isHigh = status == .firing ? Double(k) > evidence.expected : nil
        return [
            Step("cancelled", "\(n) orders in the 24 whole hours before, \(k) of them for want of stock"),
            Step("share", "\(k)/\(n) = \(percent) %; told of above \(allowed) of \(n)", holds: isHigh),
        ]
    }

    private static func window(_ evidence: Evidence) -> [Step] {
        let outcomes = evidence.outcome == .all ? "" : ", of which k counts \(evidence.outcome)"
        let told = "k = \(evidence.observed) of n = \(evidence.trials) in \(evidence.windowMinutes) minutes\(outcomes)"
        let step = Step("counted", told)
        guard let series = evidence.series else {
            return [step, Step("minute by minute", "the alert does not tell the minutes")]
        }
        guard let end = end(of: evidence, in: series) else {
            let text =
                "no \(evidence.windowMinutes) minutes of the series count k and n; late events were added to some"
            return [step, Step("minute by minute", text)]
        }
        let range = max(0, end - evidence.windowMinutes)..<end
        let sum = series.observed[range].map(String.init).joined(separator: "+")
        let trials = series.trials[range].map(String.init).joined(separator: "+")
        return [
            step, Step("k by the minute", "\(sum) = \(evidence.observed)", holds: true),
            Step("n by the minute", "\(trials) = \(evidence.trials)", holds: true),
        ]
    }

    /// Behind which minute of `series` the window ends whose counts are the evidence's; the newest of them.
    public static func end(of evidence: Evidence, in series: Evidence.Series) -> Int? {
        let length = min(evidence.windowMinutes, series.observed.count)
        guard length > 0 else { return nil }
        return (length...series.observed.count).reversed().first { end in
            series.observed[(end - length)..<end].reduce(0, +) == evidence.observed
                && series.trials[(end - length)..<end].reduce(0, +) == evidence.trials
        }
    }

    private static func baseline(_ evidence: Evidence, _ signal: Signal) -> [Step] {
        let (expected, trials) = (ProofNumber.text(evidence.expected), evidence.trials)
        let rate = evidence.expected / Double(max(trials, 1))
        let share =
            signal.isProportion && trials > 0 ? ", which is μ/n = \(ProofNumber.text(rate * 100)) % of them" : ""
        return [
            Step("expected", "μ = \(expected)\(share)"),
            Step("lift", "k/μ = \(evidence.observed)/\(expected) = \(ProofNumber.text(evidence.lift))"),
            Step("dispersion", "φ = \(ProofNumber.text(evidence.dispersion)): bad outcomes come in lumps of that size"),
            Step(
                "wandering of the rate",
                "τ² = \(ProofNumber.text(evidence.relativeVariance)), so τ = "
                    + "\(ProofNumber.text(evidence.relativeVariance.squareRoot() * 100)) % of the rate"
            ),
        ]
    }

    private static func gates(_ evidence: Evidence, _ gates: EffectGates) -> [Step] {
        let observed = Double(evidence.observed)
        let (mean, phi, tauSquared) = (evidence.expected, evidence.dispersion, evidence.relativeVariance)
        let excess = observed - mean
        let deviation = (phi * mean + tauSquared * mean * mean).squareRoot()
        let (k, m) = (String(evidence.observed), ProofNumber.text(mean))
        let difference = ProofNumber.text(excess)
        let root = "√(\(ProofNumber.text(phi))·\(m) + \(ProofNumber.text(tauSquared))·\(m)²)"
        func least(_ limit: Double) -> String { "at least \(ProofNumber.text(limit)) wanted" }
        // Too few events are an anomaly as well as too many: such a window has no gate for an excess.
        guard excess >= 0 else {
            let text =
                "μ - k = \(m) - \(k) = \(ProofNumber.text(-excess)); √(φμ + τ²μ²) = \(ProofNumber.text(deviation))"
            return [Step("deficit", text)]
        }
        return [
            Step(
                "number",
                "k = \(k); \(least(Double(gates.failuresMin)))",
                holds: evidence.observed >= gates.failuresMin
            ),
            Step(
                "ratio",
                "k/μ = \(ProofNumber.text(evidence.lift)); \(least(gates.ratioMin))",
                holds: observed >= gates.ratioMin * mean
            ),
            Step(
                "excess",
                "k - μ = \(k) - \(m) = \(difference); \(least(gates.excessMin))",
                holds: excess >= gates.excessMin
            ),
            Step(
                "against its noise",
                "(k - μ)/√(φμ + τ²μ²) = \(difference)/\(root) = \(ProofNumber.text(excess / deviation)); "
                    + least(gates.deviationsMin),
                holds: excess >= gates.deviationsMin * deviation
            ),
        ]
    }

    private static func control(_ evidence: Evidence, _ rate: Double) -> [Step] {
        guard evidence.cut > 0 else { return [Step("cut", "the alert does not tell the cut of its minute")] }
        let (pValue, cut) = (ProofNumber.text(evidence.pValue), ProofNumber.text(evidence.cut))
        return [
            Step(
                "significant",
                "p = \(pValue), the cut of its minute is \(cut)",
                holds: evidence.pValue <= evidence.cut
            ),
            Step(
                "the cut",
                "Benjamini and Hochberg: the greatest p-value of the minute that is at most "
                    + "\(ProofNumber.text(rate))·(its rank)/(tests made)"
            ),
        ]
    }
}
