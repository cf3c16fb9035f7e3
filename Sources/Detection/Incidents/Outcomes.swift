internal import Commerce

/// A slice says where orders fail (a place), how they fail (an outcome), or both.
///
///     provider=adyen                              a place
///     decline_family=technical                    an outcome, wherever it is
///     provider=adyen, decline_family=technical    an outcome at a place
///
/// An outcome stands out at a place long before the place does, because it is rare there; what is to blame is the place.
extension IncidentRules {
    /// Whether `slice` says how orders fail.
    func isByOutcome(_ slice: Slice) -> Bool { slice.terms.contains { symptoms.contains($0.dimension) } }

    /// Whether `slice` says how orders fail, and not where.
    func isSymptom(_ slice: Slice) -> Bool {
        !slice.terms.isEmpty && slice.terms.allSatisfy { symptoms.contains($0.dimension) }
    }

    /// Whether `slice` holds what follows from something else, hours later.
    func isConsequence(_ slice: Slice) -> Bool { slice.terms.contains { consequences.contains($0) } }

    /// Where: the whole shop when `slice` does not say.
    func place(of slice: Slice) -> Slice { Slice(slice.terms.filter { !symptoms.contains($0.dimension) }) }

    /// How: the whole slice without its place.
    func outcome(of slice: Slice) -> Slice { Slice(slice.terms.filter { symptoms.contains($0.dimension) }) }

    /// In how many of the last minutes `slice` must be significant to fire. An outcome stands out so early that the place
    /// behind it, or the narrower one, needs time to show.
    func ticksRequired(of slice: Slice) -> Int {
        isSymptom(slice) ? ticksConsidered : min(ticksRequired + 1, ticksConsidered)
    }

    /// What an incident is called whose counts are those of `slice`: the place, if it says one.
    func name(of slice: Slice) -> Slice { isSymptom(slice) && isOutcomeNamed ? slice : place(of: slice) }
}
