internal import Foundation
internal import Kafka
public import Logging
public import ServiceLifecycle
internal import Streaming

/// Runs stages against Kafka until asked to stop: each a consumer group, each on a thread of its own.
///
/// A stage that meets an error of its environment goes back to what is committed and begins anew, after a pause that
/// grows with each failure in a row. Returning means that every stage has committed a last time and left its group.
public struct PipelineService: Service {
    let topology: Topology
    let options: RuntimeOptions
    let stages: [Stage]
    let stop: StopSignal
    let clock: Clock
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
        self.topology = topology
        self.options = options
        self.stages = stages
        self.stop = stop
        self.clock = clock
        monitor = PipelineMonitor(logger: logger)
    }

    /// Runs until graceful shutdown or cancellation.
    ///
    /// - Throws: ``KafkaError`` with `reject`: something that no repetition will help.
    public func run() async throws {
        try await withTaskCancellationHandler {
            try await withGracefulShutdownHandler {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for stage in stages { group.addTask { try await self.run(stage) } }
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

    private func run(_ stage: Stage) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let thread = Thread {
                do throws(KafkaError) {
                    try self.supervise(stage)
                    continuation.resume()
                } catch {
                    continuation.resume(throwing: error)
                }
            }
            thread.name = "orderkeeper.\(stage.rawValue)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// Runs a worker, and another one after each error that a new beginning may help.
    private func supervise(_ stage: Stage) throws(KafkaError) {
        var failures = 0
        while !stop.isRequested {
            let startedAt = clock.elapsed()
            do throws(KafkaError) {
                let worker = try StageWorker(
                    stage,
                    topology: topology,
                    options: options,
                    monitor: monitor,
                    stop: stop,
                    clock: clock
                )
                try worker.run(until: stop)
            } catch {
                guard error.recovery != .reject else { throw error }
                failures = clock.elapsed().rawValue - startedAt.rawValue > 60_000 ? 1 : failures + 1
                monitor.restarted(after: error, in: stage)
                pause(afterFailures: failures)
            }
        }
    }

    /// Waits 0.1 s, doubled with each failure in a row up to 10 s, half of it by chance so that a fleet does not beat
    /// in step.
    private func pause(afterFailures failures: Int) {
        let ceiling = min(10, 0.1 * Double(1 << min(failures, 10)))
        let end = clock.elapsed().rawValue + Int64(1000 * Double.random(in: ceiling / 2...ceiling))
        while !stop.isRequested, clock.elapsed().rawValue < end { Thread.sleep(forTimeInterval: 0.05) }
    }
}
