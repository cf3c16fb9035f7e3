internal import Commerce

/// Finds the fewest causes that explain the significant slices of a tick.
///
/// The cause is the slice whose raised rate makes the counts most likely (Kulldorff's spatial scan statistic, over the
/// slices instead of circles on a map): a broken issuer's excess is diluted in its provider, so the issuer gains more;
/// a broken provider's excess is spread over its issuers, so the provider gains more. What the cause explains is taken
/// out of every other slice, and those that still stand out have a cause of their own.
struct Explanation {
    let test: TailTest
    let rules: IncidentRules
    /// Windows that are tested.
    let windows: Double
    /// The greatest significant p-value of the tick, weighted.
    let cut: Double
    /// The greatest p-value, weighted, that is significant by itself.
    let alone: Double
    /// The counts of a slice in the window of this number; `nil` when slices of its dimensions are not counted.
    let counted: (Slice, Int) -> WindowCounts?

    /// One cause, and what it explains.
    struct Cause {
        var finding: Finding
        /// The others, in order.
        var explains: [Slice]
        /// Whether it or something that it explains has fired.
        var isFired: Bool
    }

    /// What is left of a finding when causes are taken out.
    private struct Residual {
        var finding: Finding
        var counts: WindowCounts

        /// What it gains, less what its name costs.
        var gain: Double { counts.gain(phi: finding.noise.dispersion) - finding.cost }

        /// By gain; of two that gain as much the first slice is the greater.
        static func isLess(_ left: Residual, _ right: Residual) -> Bool {
            (left.gain, right.finding.slice) < (right.gain, left.finding.slice)
        }

        /// Whether this `share` of an excess may be here: so many failed, and half of them are too many here too.
        func mayHold(_ share: Double, of excess: Double) -> Bool {
            counts.failures >= share * excess && counts.excess >= 0.5 * share * excess
        }
    }

    /// Whether `counts`, a remainder of the finding's window, would still be significant.
    func isAnomalous(_ counts: WindowCounts, of finding: Finding) -> Bool {
        guard test.isSuspicious(counts, finding.noise), test.passesGates(counts) else { return false }
        return min(1, windows * test.pValue(counts, finding.noise)) <= cut * finding.weight
    }

    /// What is left of `finding`, whose counts are `counts`, when the excess of `cause` is explained; `nil` when that is not
    /// anomalous any more.
    ///
    /// An outcome at a place was found there first; what else is wrong at the place has the same cause.
    ///
    /// - Parameter raised: the counts of a slice that is to blame, in the finding's window; `nil` when they explain nothing.
    func remainder(
        of finding: Finding,
        counts: WindowCounts,
        under cause: Slice,
        raised: (Slice) -> WindowCounts?
    ) -> WindowCounts? {
        var least = counts
        let name = rules.name(of: cause)
        for slice in name == cause ? [cause] : [cause, name] {
            guard let raised = raised(slice) else { continue }
            let rest = remainder(of: finding, counts: counts, under: slice, with: raised)
            guard isAnomalous(rest, of: finding) else { return nil }
            if rest.excess < least.excess { least = rest }
        }
        return isAnomalous(least, of: finding) ? least : nil
    }

    /// What is left of `finding`, whose counts are `counts`, when those of `cause` are `raised`.
    private func remainder(
        of finding: Finding,
        counts: WindowCounts,
        under cause: Slice,
        with raised: WindowCounts
    ) -> WindowCounts {
        let (outcome, raisedOutcome) = (rules.outcome(of: finding.slice), rules.outcome(of: cause))
        if raisedOutcome != .all, raisedOutcome != outcome {
            // An outcome explains no other, and of a place as much as it is itself.
            return outcome == .all ? withoutOutcome(cause, raised, finding, counts) : counts
        }
        let isSame = raisedOutcome != .all
        let (slice, cause) = isSame ? (rules.place(of: finding.slice), rules.place(of: cause)) : (finding.slice, cause)
        switch Overlap(of: slice, and: cause, counted: { counted($0, finding.window) }) {
        case .none: return counts
        case .inside:
            // An outage gives all of its parts one rate, a degradation one factor; either is explained.
            var rest = counts
            rest.expected *= max(1, raised.lift)
            if test.isProportion, raised.excess > 0 {
                let rate = raised.failures / max(1, raised.trials)
                rest.expected = min(max(rest.expected, rest.trials * rate), 0.999 * max(1, rest.trials))
            }
            return rest
        case .around: return counts - raised
        case .shared(let part):
            if isSame { return counts.explaining(min(raised.excess, part.trials * raised.excessRate)) }
            let shared = WindowCounts(
                failures: min(part.failures, raised.failures),
                trials: min(part.trials, raised.trials),
                expected: min(part.expected, raised.expected)
            )
            return counts - shared
        case .unknown:
            // An outage gives the failures that were normal at the place the new outcome too.
            if !isSame, outcome != .all { return counts.explaining(raised.failures) }
            return counts.explaining(min(raised.excess, counts.trials * raised.excessRate))
        }
    }

    /// What is left of a place when one outcome, here or elsewhere, is explained.
    private func withoutOutcome(
        _ cause: Slice,
        _ raised: WindowCounts,
        _ finding: Finding,
        _ counts: WindowCounts
    ) -> WindowCounts {
        let place = rules.place(of: cause)
        switch Overlap(of: finding.slice, and: place, counted: { counted($0, finding.window) }) {
        case .none: return counts
        case .around: return counts.explaining(raised.excess)
        case .inside:
            let both = Slice(finding.slice.terms + rules.outcome(of: cause).terms)
            if let part = counted(both, finding.window) { return counts.explaining(part.excess) }
            return counts.explaining(min(raised.excess, counts.trials * raised.excessRate))
        case .shared(let part):
            return counts.explaining(min(raised.excess, part.trials * raised.excessRate))
        case .unknown:
            return counts.explaining(min(raised.excess, counts.trials * raised.excessRate))
        }
    }

    /// A place that an open incident may explain, because nobody counts how many orders they share.
    struct Shadowed {
        var finding: Finding
        /// The place of the incident.
        var cause: Slice
    }

    /// What is left of a place in a window when it has the share of the incident's excess that it has of the orders of the
    /// narrowest place for which both are counted; `nil` when there is none.
    ///
    /// ``remainder(of:counts:under:raised:)`` leaves out what an open incident may explain at most. When more is wrong than
    /// that, this is what tells where.
    private func remainder(of shadowed: Shadowed, in window: Int) -> WindowCounts? {
        let (slice, cause) = (shadowed.finding.slice, shadowed.cause)
        var common = Slice(slice.terms.filter { cause.value(of: $0.dimension) == $0.value })
        var inside = cause
        for term in slice.terms where cause.value(of: term.dimension) == nil {
            let narrower = Slice(inside.terms + [term])
            if counted(narrower, window) != nil { (inside, common) = (narrower, Slice(common.terms + [term])) }
        }
        guard let counts = counted(slice, window), let raised = counted(inside, window),
            let whole = counted(common, window), whole.trials > 0
        else { return nil }
        return counts.explaining(max(0, raised.excess) * counts.trials / whole.trials)
    }

    /// The causes of the significant `findings`, in any order, the strongest first, `limit` at most.
    ///
    /// The others are not explained, but a place among them may be what is behind a symptom.
    ///
    /// - Parameter shadowed: places that open incidents may explain: when more is wrong than those do, they may be where.
    func causes(of findings: [Finding], shadowed: [Shadowed] = [], limit: Int) -> [Cause] {
        let insignificant = findings.filter { !$0.isSignificant && $0.gatedPValue < 1 }
            .map { Residual(finding: $0, counts: $0.residual) }
        let places = insignificant.filter {
            $0.finding.gatedPValue <= rules.placePValue && !rules.isByOutcome($0.finding.slice)
        }
        var open = findings.filter(\.isSignificant).map { Residual(finding: $0, counts: $0.residual) }
        open.sort { ($1.counts.gain(phi: 1), $0.finding.slice) < ($0.counts.gain(phi: 1), $1.finding.slice) }
        if open.count > rules.findingsMax { open.removeLast(open.count - rules.findingsMax) }
        var causes: [Cause] = []
        while causes.count < limit, let place = strongest(open) {
            var chosen = open.remove(at: place)
            var isFired = chosen.finding.isFired
            let others = open + places
            if let narrower = rules.isSymptom(chosen.finding.slice)
                ? self.place(behind: chosen, among: others) : self.place(inside: chosen, among: others)
            {
                open.removeAll { $0.finding.slot == narrower.finding.slot }
                open.append(chosen)
                isFired = isFired || narrower.finding.isFired
                chosen = narrower
            }
            if let narrower = self.place(of: chosen, among: shadowed) {
                isFired = isFired || narrower.finding.isFired
                chosen = narrower
            }
            isFired = isFired || isClear(chosen, among: open + insignificant)
            let ticksMin = rules.isSymptom(chosen.finding.slice) ? rules.ticksConsidered : 1
            var cause = Cause(finding: chosen.finding, explains: [], isFired: isFired)
            var rest: [Residual] = []
            var least = chosen.finding.weightedPValue
            for var residual in open {
                let finding = residual.finding
                let left = remainder(of: finding, counts: residual.counts, under: chosen.finding.slice) { slice in
                    raised(slice, by: chosen, in: finding.window)
                }
                if let left {
                    residual.counts = left
                    rest.append(residual)
                } else {
                    cause.explains.append(residual.finding.slice)
                    least = min(least, residual.finding.weightedPValue)
                    if residual.finding.isFired, residual.finding.ticks >= ticksMin { cause.isFired = true }
                }
            }
            cause.explains.sort()
            // What is discovered are causes, not slices: forty slices of one outage let no chance through beside it.
            cause.isFired = cause.isFired && least <= alone * Double(causes.count + 1)
            causes.append(cause)
            open = rest
        }
        return causes
    }

    /// The counts of `slice`, to which `cause` belongs, in a window: what is left of them when it is the cause's own.
    private func raised(_ slice: Slice, by cause: Residual, in window: Int) -> WindowCounts? {
        guard slice == cause.finding.slice else { return counted(slice, window).flatMap { $0.excess > 0 ? $0 : nil } }
        return window == cause.finding.window ? cause.counts : counted(slice, window) ?? cause.counts
    }

    /// The place of the slice that explains most.
    private func strongest(_ open: [Residual]) -> Int? {
        guard let most = open.map(\.gain).max() else { return nil }
        let enough = most - rules.nearNats
        return open.indices.filter { open[$0].gain >= enough }
            .min { simpler(open[$0].finding.slice, open[$1].finding.slice) }
    }

    /// Whether nothing else could be meant by `chosen`, a place: no other slice that shares its orders explains nearly as much.
    /// What is not clear has to be significant again.
    private func isClear(_ chosen: Residual, among others: [Residual]) -> Bool {
        guard chosen.finding.ticks >= rules.ticksRequired, !rules.isSymptom(chosen.finding.slice) else { return false }
        let name = rules.name(of: chosen.finding.slice)
        let place = rules.place(of: chosen.finding.slice)
        let whole = place == chosen.finding.slice || place == .all ? nil : gain(ofPlaceOf: chosen)
        return !others.contains { other in
            let slice = other.finding.slice
            guard rules.name(of: slice) != name, slice.canShareOrders(with: chosen.finding.slice) else { return false }
            if other.gain > chosen.gain - rules.rivalNats { return true }
            // Of a narrower place it is not known how its orders fail: it is compared with the place as a whole.
            guard let whole, !rules.isByOutcome(slice), place.contains(slice) else { return false }
            return other.gain > whole - rules.rivalNats
        }
    }

    /// What the place of an outcome gains as a whole, less what its name costs; `nil` when it is not counted.
    private func gain(ofPlaceOf chosen: Residual) -> Double? {
        counted(rules.place(of: chosen.finding.slice), chosen.finding.window)
            .map { $0.gain(phi: chosen.finding.noise.dispersion) - chosen.finding.cost }
    }

    /// The place, if there is one, that is behind a symptom: one in which a fair part of the excess is, more than there would
    /// be if the symptom had risen everywhere alike.
    ///
    /// An outage gives the failures that were normal at the place the new symptom too, so its failures are compared.
    private func place(behind symptom: Residual, among others: [Residual]) -> Residual? {
        let excess = symptom.counts.excess
        return others.filter { candidate in
            let counts = candidate.counts
            guard !rules.isByOutcome(candidate.finding.slice), counts.trials <= 0.8 * symptom.counts.trials else {
                return false
            }
            let share = candidate.finding.isSignificant ? rules.partShare : rules.explainedShare
            guard candidate.mayHold(share, of: excess) else { return false }
            return concentration(of: symptom, at: candidate) >= rules.concentrationNats + candidate.finding.cost
        }
        .max(by: Residual.isLess)
    }

    /// How strongly a place speaks against a symptom that rises everywhere alike, by one factor or by one rate, in nats.
    private func concentration(of symptom: Residual, at place: Residual) -> Double {
        let window = symptom.finding.window
        let both = Slice(place.finding.slice.terms + symptom.finding.slice.terms)
        let there = counted(both, window)
        var counts = there ?? counted(place.finding.slice, window) ?? place.counts
        let byRate = counts.expected + counts.trials * max(0, symptom.counts.excessRate)
        counts.expected = there == nil ? byRate : max(byRate, counts.expected * max(1, symptom.counts.lift))
        return counts.gain(phi: symptom.finding.noise.dispersion)
    }

    /// The narrower place, if there is one, in which nearly all of the excess of an outcome at a place is, so that it stands
    /// out more than the place does. Places whose outcomes are counted too have been asked by them.
    private func place(inside chosen: Residual, among others: [Residual]) -> Residual? {
        let outcome = rules.outcome(of: chosen.finding.slice)
        guard outcome != .all, let least = gain(ofPlaceOf: chosen) else { return nil }
        return others.filter { candidate in
            let slice = candidate.finding.slice
            return !rules.isByOutcome(slice) && slice.canShareOrders(with: chosen.finding.slice)
                && counted(Slice(slice.terms + outcome.terms), chosen.finding.window) == nil
                && candidate.counts.failures >= rules.explainedShare * chosen.counts.excess
                && candidate.gain > least + rules.nearNats
        }
        .max(by: Residual.isLess)
    }

    /// The place, if there is one, among those that open incidents may explain, that stands out more than the place of
    /// `chosen`, which they do not, and has nearly all of its excess.
    private func place(of chosen: Residual, among shadowed: [Shadowed]) -> Residual? {
        let finding = chosen.finding
        let place = rules.place(of: finding.slice)
        guard !shadowed.isEmpty, let whole = counted(place, finding.window) else { return nil }
        let rest = whole.explaining(finding.counts.excess - chosen.counts.excess)
        let least = rest.gain(phi: finding.noise.dispersion) - finding.cost
        let candidates = shadowed.compactMap { shadowed in
            remainder(of: shadowed, in: finding.window).map { Residual(finding: shadowed.finding, counts: $0) }
        }
        return candidates.filter { candidate in
            place.contains(candidate.finding.slice) && candidate.gain > least + rules.nearNats
                && candidate.mayHold(rules.explainedShare, of: chosen.counts.excess)
                && candidate.counts.trials <= 0.8 * whole.trials
        }
        .max(by: Residual.isLess)
    }

    private func simpler(_ left: Slice, _ right: Slice) -> Bool {
        left.terms.count == right.terms.count ? left < right : left.terms.count < right.terms.count
    }
}
