internal import Commerce

/// Finds the fewest slices that explain an excess which shows in many.
///
/// When one issuer fails, its provider, its country, its channel and the whole shop show an excess too. The slice in
/// which the excess is most concentrated, by Kulldorff's gain, is the cause; what remains of the others when its counts
/// are taken away must be ordinary, or it has a cause of its own.
///
///     gain: issuer 61, provider 40, whole shop 22
///     provider - issuer = ordinary, whole shop - issuer = ordinary      one cause: the issuer
///
/// When a provider fails as a whole, its gain is above that of each of its issuers, and each issuer is as bad as the
/// provider is, not worse: one cause, the provider.
struct Explanation {
    let rules: IncidentRules
    let test: TailTest
    /// The p-value below which what is left needs a cause of its own: the cut of the minute.
    let cut: Double
    /// The name of a slot.
    let name: (Int) -> Slice
    /// The counts in a window of the slice with these terms, if it is counted.
    let counts: (Slice, Int) -> WindowCounts?

    /// A cause and the findings that it explains.
    struct Cause {
        var finding: Finding
        /// Every finding that needs no other cause, this one's included.
        var explained: [Finding]
    }

    /// The causes of `findings`, the strongest first. Only what fires needs a cause.
    func causes(of findings: [Finding]) -> [Cause] {
        var open = findings
        var causes: [Cause] = []
        while open.contains(where: \.isFiring), causes.count < rules.openMax, let best = strongest(of: open) {
            let (explained, rest) = split(open, by: best)
            causes.append(Cause(finding: best, explained: explained))
            open = rest
        }
        return causes
    }

    /// The findings that `cause` explains, and the others less what it contributes to them.
    func split(_ findings: [Finding], by cause: Finding) -> (explained: [Finding], rest: [Finding]) {
        var explained: [Finding] = []
        var rest: [Finding] = []
        for finding in findings {
            if let remainder = remainder(of: finding, without: cause) {
                rest.append(remainder)
            } else {
                explained.append(finding)
            }
        }
        return (explained, rest)
    }

    /// The finding to name first: a place before a symptom, the greatest gain, and of equals the one with fewer terms.
    private func strongest(of findings: [Finding]) -> Finding? {
        let places = findings.filter { !isSymptom(name($0.slot)) }
        let candidates = places.isEmpty ? findings : places
        guard let greatest = candidates.map({ $0.counts.gain(phi: test.phi) }).max() else { return nil }
        let tie = max(rules.tieNats, greatest / 50)
        return
            candidates
            .filter { $0.counts.gain(phi: test.phi) >= greatest - tie }
            .min { (breadth(name($0.slot)), name($0.slot)) < (breadth(name($1.slot)), name($1.slot)) }
    }

    private func isSymptom(_ slice: Slice) -> Bool {
        slice.terms.contains { rules.symptoms.contains($0.dimension) }
    }

    /// Fewer terms are better, but a name is better than none.
    private func breadth(_ slice: Slice) -> Double { slice.terms.isEmpty ? 1.5 : Double(slice.terms.count) }

    /// What is left to explain of `finding` when `cause` is known; `nil` when nothing is.
    private func remainder(of finding: Finding, without cause: Finding) -> Finding? {
        let (own, named) = (name(finding.slot), name(cause.slot))
        guard finding.slot != cause.slot else { return nil }
        var left = finding
        if named.contains(own) {
            // A part of the cause is explained when it is as bad as the cause, not worse.
            left.counts.expected = min(left.counts.expected * max(cause.counts.lift, 1), left.counts.trials)
        } else if own.contains(named) {
            left.counts = left.counts - cause.counts
        } else if let both = intersection(own, named) {
            guard let shared = counts(both, finding.windowMinutes) else {
                // How much they share is not counted: at most the excess of the cause.
                left.counts.failures -= min(max(left.counts.excess, 0), max(cause.counts.excess, 0))
                return judged(left, was: finding)
            }
            left.counts = left.counts - shared
        } else {
            return left
        }
        return judged(left, was: finding)
    }

    /// What is left of a finding when it would alert by itself; `nil` when it is ordinary, or too small a share of what
    /// the finding was.
    private func judged(_ left: Finding, was finding: Finding) -> Finding? {
        guard left.counts.excess > (1 - rules.explainedShare) * finding.counts.excess,
            test.isSuspicious(left.counts, tauSquared: left.tauSquared), test.passesGates(left.counts)
        else { return nil }
        var judged = left
        judged.pValue = test.pValue(left.counts, tauSquared: left.tauSquared)
        return judged.pValue <= cut ? judged : nil
    }

    /// The part of the shop that is in both; `nil` when there is none because they differ in a dimension.
    private func intersection(_ left: Slice, _ right: Slice) -> Slice? {
        for term in left.terms {
            if let other = right.value(of: term.dimension), other != term.value { return nil }
        }
        return Slice(left.terms + right.terms.filter { left.value(of: $0.dimension) == nil })
    }
}
