internal import Foundation
internal import Kafka
public import Logging
public import ServiceLifecycle
internal import Streaming

/// Runs stages against Kafka until asked to stop: each a consumer group, with as many members as ``RuntimeOptions/workers``
/// says, each on a thread of its own.
///
/// A worker that meets an error of its environment goes back to what is committed and begins anew, after a pause that
/// grows with each failure in a row. Returning means that every worker has committed a last time and left its group.
public struct PipelineService: Service {
    let topology: Topology
    let options: RuntimeOptions
    let stages: [Stage]
    let stop: StopSignal
    let clock: Clock
    /// How much a partition may read ahead: half of what may be in memory, shared out. The other half is the tasks'.
    private let aheadBytes: Int
    /// What the stages are doing.
    public let monitor: PipelineMonitor

    /// A service that runs `stages` of `topology`.
    public init(
        _ topology: Topology,
        options: RuntimeOptions,
        stages: [Stage] = Stage.allCases,
        stop: StopSignal = StopSignal(),
        clock: Clock = .system,
        logger: Logger
    ) {
        var topology = topology
        aheadBytes = options.shareOfBuffer(among: stages, of: topology)
        topology.track.bufferBytes = min(topology.track.bufferBytes, aheadBytes)
        topology.outboxBytes = min(topology.outboxBytes, aheadBytes)
        self.topology = topology
        self.options = options
        self.stages = stages
        self.stop = stop
        self.clock = clock
        monitor = PipelineMonitor(logger: logger, policies: stages.contains(.retain) ? topology.policies : nil)
    }

    /// Runs until graceful shutdown or cancellation.
    ///
    /// - Throws: ``KafkaError`` with `reject`: something that no repetition will help.
    public func run() async throws {
        try await withTaskCancellationHandler {
            try await withGracefulShutdownHandler {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for stage in stages {
                        for worker in 0..<workerCount(of: stage) {
                            group.addTask { try await self.run(stage, worker) }
                        }
                    }
                    do {
                        try await group.waitForAll()
                    } catch {
                        // One stage that cannot go on ends the others in good order.
                        stop.request()
                        throw error
                    }
                }
            } onGracefulShutdown: {
                stop.request()
            }
        } onCancel: {
            stop.request()
        }
    }

    /// A worker without a task would only cost.
    private func workerCount(of stage: Stage) -> Int { max(1, min(options.workers, topology.tasks(of: stage).count)) }

    private func run(_ stage: Stage, _ worker: Int) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let thread = Thread {
                do throws(KafkaError) {
                    try self.supervise(stage, worker)
                    continuation.resume()
                } catch {
                    continuation.resume(throwing: error)
                }
            }
            thread.name = "orderkeeper.\(stage.rawValue).\(worker)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// Runs a worker, and another one after each error that a new beginning may help.
    private func supervise(_ stage: Stage, _ worker: Int) throws(KafkaError) {
        let backoff = Backoff(clock: clock)
        var failures = 0
        while !stop.isRequested {
            let startedAt = clock.elapsed()
            do throws(KafkaError) {
                try work(stage, worker)
            } catch {
                guard error.recovery != .reject else { throw error }
                failures = clock.elapsed().rawValue - startedAt.rawValue > 60_000 ? 1 : failures + 1
                monitor.restarted(after: error, in: WorkerID(stage: stage, number: worker))
                backoff.sleep(afterFailures: failures) { stop.isRequested }
            }
        }
    }

    /// Works until ``stop`` is requested, then commits a last time. Either way it leaves the group, so that the others need
    /// not wait until the session of this member times out.
    private func work(_ stage: Stage, _ number: Int) throws(KafkaError) {
        let link = try KafkaLink(options, stage: stage, worker: number, aheadBytes: aheadBytes, clock: clock)
        let wakerID = stop.onRequest(link.waker)
        var worker = StageWorker(
            WorkerID(stage: stage, number: number),
            topology: topology,
            options: options,
            monitor: monitor,
            clock: clock,
            writer: UInt64.random(in: .min ... .max),
            link: link
        )
        var failure: KafkaError?
        do throws(KafkaError) {
            try worker.begin()
            while !stop.isRequested {
                if try worker.turn() { worker.wait() }
            }
            try worker.end()
        } catch {
            failure = error
        }
        stop.forget(wakerID)
        do throws(KafkaError) {
            try worker.dismantle().close(timeout: Self.closeTimeout)
        } catch {
            monitor.note(error, in: WorkerID(stage: stage, number: number))
        }
        if let failure { throw failure }
    }

    private static let closeTimeout = Duration.seconds(10)
}
