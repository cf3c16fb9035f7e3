internal import Logging
internal import Pipeline
internal import ServiceLifecycle
internal import Streaming

/// Logs every ten seconds what the stages of this process are doing.
struct StatusService: Service {
    let monitor: PipelineMonitor
    let stages: [Stage]
    let logger: Logger

    private static let interval = Duration.seconds(10)

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var last = 0
            var watch = Stopwatch()
            while true {
                try await Task.sleep(for: Self.interval)
                let statistics = monitor.statistics
                let count = statistics.events.values.reduce(0, +)
                logger.info("\(line(statistics, rate: Figures.rate(max(0, count - last), in: watch.elapsed)))")
                last = count
                watch = Stopwatch()
            }
        }
    }

    private func line(_ statistics: TaskStatistics, rate: String) -> String {
        let status = monitor.status
        let unready = stages.filter { !(status[$0]?.isReady ?? false) }.map(\.rawValue)
        let unknown = statistics.unknownDeclines
        let unknownCount = unknown.values.reduce(0, +)
        let mostFrequent = unknown.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { " (mostly \($0.key))" } ?? ""
        let parts = [
            "\(rate) events/s",
            "\(Figures.count(statistics.duplicates)) duplicates",
            "\(Figures.count(statistics.late)) late",
            "\(Figures.count(statistics.deadLetters)) dead letters",
            "\(Figures.count(statistics.alerts.values.reduce(0, +))) alerts",
            statistics.silenced == 0 ? nil : "\(Figures.count(statistics.silenced)) silenced",
            "\(Figures.count(statistics.actions.values.reduce(0, +))) actions",
            Figures.saved(statistics.outcomes),
            unknownCount == 0 ? nil : "\(Figures.count(unknownCount)) unknown decline codes\(mostFrequent)",
            monitor.policy.map(Self.text),
            unready.isEmpty ? "ready" : "not ready: \(unready.joined(separator: ", "))",
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }

    private static func text(_ policy: PolicySource.Status) -> String {
        let refused = policy.failedReloads == 0 ? "" : " (\(Figures.count(policy.failedReloads)) changes refused)"
        return "policy \(policy.identity)\(refused)"
    }
}
