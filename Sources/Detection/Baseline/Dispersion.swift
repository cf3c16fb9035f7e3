internal import Streaming

/// φ of a signal: by how much the counts of a minute vary more than chance alone would have it.
///
/// φ = max(1, (c1 + 50) / (c2 + 50)), the mean of min((kc - μ)² / μ(1 - p), 9φ) over the minutes of all slices.
struct Dispersion {
    private var squares = 0.0
    private var weight = 0.0
    private var squaresNew = 0.0
    private var weightNew = 0.0
    private var minute: Int?
    /// φ as of the newest closed minute.
    private(set) var phi = 1.0

    /// No counts yet.
    init() {}

    /// Notes a minute of a slice: its clamped count, expectation and variance under chance alone.
    mutating func learn(failures: Double, expected: Double, variance: Double, rules: BaselineRules) {
        guard expected >= rules.phiExpectedMin, variance > 0 else { return }
        let distance = failures - expected
        squaresNew += min(distance * distance / variance, rules.phiCap * phi)
        weightNew += 1
    }

    /// Ends a minute in which slices were looked at.
    mutating func close(minute newest: Int, decay: Decay, rules: BaselineRules) {
        let factor = minute.map { decay.factor(minutes: newest - $0) } ?? 1
        squares = squares * factor + squaresNew
        weight = weight * factor + weightNew
        squaresNew = 0
        weightNew = 0
        minute = newest
        phi = max(1, (squares + rules.phiPriorWeight) / (weight + rules.phiPriorWeight))
    }

    // MARK: State

    func write(to writer: inout StateWriter) {
        precondition(weightNew == 0, "state is written between two ticks")
        writer.double(squares)
        writer.double(weight)
        writer.double(phi)
        writer.optionalMinute(minute)
    }

    init(from reader: inout StateReader) throws(StateError) {
        squares = try reader.sum()
        weight = try reader.sum()
        phi = try reader.sum()
        guard phi >= 1 else { throw StateError("φ is \(phi), less than 1") }
        minute = try reader.optionalMinute()
    }
}
