/// Benjamini & Hochberg's step-up procedure (J. R. Statist. Soc. B 57, 1995).
enum FalseDiscovery {
    /// The greatest p-value that is significant, or `nil` when none is.
    ///
    /// - Parameters:
    ///   - pValues: those that could be significant, in any order; the others need not be listed.
    ///   - tests: how many tests were made, the unlisted ones included.
    ///   - rate: the share of false verdicts that is accepted.
    static func cut(_ pValues: [Double], tests: Int, rate: Double) -> Double? {
        var cut: Double?
        for (index, pValue) in pValues.sorted().enumerated() where pValue <= rate * Double(index + 1) / Double(tests) {
            cut = pValue
        }
        return cut
    }
}
