internal import Kafka
public import Logging
internal import Synchronization

/// What the workers of this process are doing, for logs, health and metrics. Safe to ask from any thread.
public final class PipelineMonitor: Sendable {
    private let logger: Logger
    private let state = Mutex<[Stage: StageStatus]>([:])

    /// What one stage of this process is doing.
    public struct StageStatus: Sendable {
        /// How many partitions it reads.
        public var partitions = 0
        /// How many tasks it runs.
        public var tasks = 0
        /// Whether all of its tasks have their state back.
        public var isReady = false
        /// How often it began anew after an error.
        public var restarts = 0
        /// What happened in its tasks since they were made.
        public var statistics = TaskStatistics()
        /// The last error, as a sentence.
        public var lastError: String?
    }

    /// A monitor that logs to `logger`.
    public init(logger: Logger) { self.logger = logger }

    /// What each stage is doing.
    public var status: [Stage: StageStatus] { state.withLock { $0 } }

    /// What happened in all stages of this process.
    public var statistics: TaskStatistics {
        var sum = TaskStatistics()
        for (_, status) in status { sum.add(status.statistics) }
        return sum
    }

    func report(_ statistics: TaskStatistics, isReady: Bool, in stage: Stage) {
        let becameReady = state.withLock { state in
            defer {
                state[stage, default: StageStatus()].statistics = statistics
                state[stage, default: StageStatus()].isReady = isReady
            }
            return isReady && !(state[stage]?.isReady ?? false)
        }
        if becameReady { logger.info("\(stage.rawValue): ready") }
    }

    func assigned(_ partitions: Int, tasks: Int, in stage: Stage) {
        state.withLock {
            $0[stage, default: StageStatus()].partitions = partitions
            $0[stage, default: StageStatus()].tasks = tasks
        }
        logger.info("\(stage.rawValue): \(partitions) partitions in \(tasks) tasks")
    }

    func restarted(after error: KafkaError, in stage: Stage) {
        state.withLock { $0[stage, default: StageStatus()].restarts += 1 }
        logger.warning("\(stage.rawValue): going back to what is committed: \(error)")
    }

    func note(_ error: KafkaError, in stage: Stage) {
        state.withLock { $0[stage, default: StageStatus()].lastError = "\(error)" }
        logger.warning("\(stage.rawValue): \(error)")
    }

    func note(_ line: LogLine, in stage: Stage) { logger.debug("\(stage.rawValue): librdkafka: \(line)") }
}
