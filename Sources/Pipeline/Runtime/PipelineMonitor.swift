internal import Kafka
public import Logging
public import Streaming
internal import Synchronization

/// What the workers of this process are doing, for logs, health and metrics. Safe to ask from any thread.
public final class PipelineMonitor: Sendable {
    private let logger: Logger
    private let policies: PolicySource?
    private let workers = Mutex<[WorkerID: WorkerStatus]>([:])

    /// What one stage of this process is doing.
    public struct StageStatus: Sendable {
        /// How many partitions it reads.
        public var partitions = 0
        /// How many tasks it runs.
        public var tasks = 0
        /// Whether it has tasks and all of them have their state back.
        public var isReady = false
        /// How many tasks are getting their state back.
        public var restoringTasks = 0
        /// How many journal records they have still to read.
        public var restoreRemaining: Int64 = 0
        /// How long that will take at the pace so far; `nil` when nothing is being restored or no pace is known yet.
        public var restoreETA: Milliseconds?
        /// How often tasks went back to what is committed.
        public var rewinds = 0
        /// How often a worker began anew after an error.
        public var restarts = 0
        /// What happened in its tasks since they were made.
        public var statistics = TaskStatistics()
        /// The last error, as a sentence.
        public var lastError: String?
    }

    private struct WorkerStatus {
        var status = StageStatus()
        var isIdle = true
        /// When reading began, and how much there was to read.
        var restoreBegan: (at: Milliseconds, remaining: Int64)?
    }

    /// A monitor that logs to `logger`, of workers that decide by `policies`.
    public init(logger: Logger, policies: PolicySource? = nil) {
        self.logger = logger
        self.policies = policies
    }

    /// By which policy is decided, and how often another one was taken or refused; `nil` where nothing is decided.
    public var policy: PolicySource.Status? { policies?.status }

    /// What each stage is doing.
    public var status: [Stage: StageStatus] {
        workers.withLock { workers in
            var stages: [Stage: StageStatus] = [:]
            for (id, worker) in workers.sorted(by: { $0.key.number < $1.key.number }) {
                stages[id.stage, default: StageStatus()].add(worker.status)
            }
            // A worker without a task waits for nothing; a stage without any has not been given its tasks.
            for stage in stages.keys {
                let own = workers.filter { $0.key.stage == stage }.values
                stages[stage]?.isReady = own.allSatisfy { $0.isIdle || $0.status.isReady } && !own.allSatisfy(\.isIdle)
            }
            return stages
        }
    }

    /// What happened in all stages of this process.
    public var statistics: TaskStatistics {
        var sum = TaskStatistics()
        for (_, status) in status { sum.add(status.statistics) }
        return sum
    }

    func report(_ statistics: TaskStatistics, isReady: Bool, of worker: WorkerID) {
        let becameReady = change(worker) { worker in
            defer {
                worker.status.statistics = statistics
                worker.status.isReady = isReady
            }
            return isReady && !worker.status.isReady
        }
        if becameReady { logger.info("\(worker): ready") }
    }

    func assigned(_ partitions: Int, tasks: Int, to worker: WorkerID) {
        change(worker) {
            $0.status.partitions = partitions
            $0.status.tasks = tasks
            $0.status.isReady = false
            $0.isIdle = partitions == 0
        }
        logger.info("\(worker): \(partitions) partitions in \(tasks) tasks")
    }

    /// Notes how much there is still to restore.
    func restoring(_ tasks: Int, remaining: Int64, at now: Milliseconds, in worker: WorkerID) {
        change(worker) { worker in
            worker.status.restoringTasks = tasks
            worker.status.restoreRemaining = remaining
            worker.status.restoreETA = nil
            guard tasks > 0 else { return worker.restoreBegan = nil }
            guard let (began, all) = worker.restoreBegan else { return worker.restoreBegan = (now, remaining) }
            let done = all - remaining
            guard done > 0 else { return }
            let elapsed = Double(now.rawValue - began.rawValue)
            worker.status.restoreETA = Milliseconds(Int64(elapsed * Double(remaining) / Double(done)))
        }
    }

    func rewound(after error: KafkaError, in worker: WorkerID) {
        change(worker) { $0.status.rewinds += 1 }
        logger.warning("\(worker): its tasks go back to what is committed: \(error)")
    }

    func restarted(after error: KafkaError, in worker: WorkerID) {
        change(worker) { $0.status.restarts += 1 }
        logger.warning("\(worker): begins anew from what is committed: \(error)")
    }

    func note(_ error: KafkaError, in worker: WorkerID) {
        change(worker) { $0.status.lastError = "\(error)" }
        logger.warning("\(worker): \(error)")
    }

    func gaveUp(waitingFor whom: Waiting.Whom, in task: TaskID, of worker: WorkerID) {
        logger.warning("\(worker): \(task) goes on without \(whom.rawValue), silent for too long")
    }

    func note(_ line: LogLine, in worker: WorkerID) { logger.debug("\(worker): librdkafka: \(line)") }

    @discardableResult
    private func change<Result>(_ worker: WorkerID, _ body: (inout WorkerStatus) -> Result) -> Result {
        workers.withLock { body(&$0[worker, default: WorkerStatus()]) }
    }
}

extension PipelineMonitor.StageStatus {
    /// Adds what another worker of the stage is doing.
    fileprivate mutating func add(_ other: Self) {
        partitions += other.partitions
        tasks += other.tasks
        restoringTasks += other.restoringTasks
        restoreRemaining += other.restoreRemaining
        if let eta = other.restoreETA { restoreETA = max(restoreETA ?? eta, eta) }
        rewinds += other.rewinds
        restarts += other.restarts
        statistics.add(other.statistics)
        lastError = other.lastError ?? lastError
    }
}
