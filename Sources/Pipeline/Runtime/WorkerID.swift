/// One worker of this process.
struct WorkerID: Hashable, Sendable, CustomStringConvertible {
    let stage: Stage
    /// Counted from zero within the stage.
    let number: Int

    /// For example `track.0`.
    var description: String { "\(stage.rawValue).\(number)" }
}
