internal import Backtesting
internal import Pipeline
internal import Simulation
internal import Streaming

/// Where a history comes from. It is opened when it is played, so that few lie in memory at a time.
enum HistorySource: Sendable {
    /// Files joined by commas, and a file of labels.
    case files(String, labels: String, limit: WallTime)
    /// What lies in topics, and a file of labels.
    case topics([String], labels: String, limit: WallTime)
    /// A simulated shop.
    case simulated(Scenario)

    /// The history, from its beginning.
    func open(_ configuration: Configuration) throws -> any History {
        switch self {
        case .files(let paths, let labels, let limit): return try FileHistory(paths, labels: labels, limit: limit)
        case .topics(let topics, let labels, let limit):
            let known = try LabelFile.read(labels)
            return try TopicHistory(configuration, topics: topics, labels: known, limit: limit)
        case .simulated(let scenario): return SimulatedHistory(scenario)
        }
    }
}
