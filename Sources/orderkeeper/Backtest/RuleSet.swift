internal import Backtesting
internal import Pipeline

/// One configuration whose rules are judged.
struct RuleSet: Sendable {
    /// What people call it.
    let name: String
    /// The configuration.
    let configuration: Configuration

    /// The tasks by these rules, with one partition of each topic.
    func makeTopology() throws -> Topology {
        let counts = Dictionary(configuration.topics.all.map { ($0, Int32(1)) }) { first, _ in first }
        return try configuration.makeTopology(partitionCounts: counts)
    }
}
