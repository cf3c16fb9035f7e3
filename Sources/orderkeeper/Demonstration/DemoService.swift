internal import Foundation
internal import Kafka
internal import Pipeline
internal import ServiceLifecycle
internal import Simulation
internal import Streaming

/// Runs the ``Demo`` on a thread of its own, until it ends or is asked to.
struct DemoService: Service {
    let scenario: Scenario
    let configuration: Configuration
    let monitor: PipelineMonitor
    let clock: FollowingClock
    let speed: Double

    func run() async throws {
        let stop = StopSignal()
        try await withGracefulShutdownHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let thread = Thread {
                    do {
                        var demo = try Demo(
                            scenario,
                            configuration,
                            monitor: monitor,
                            clock: clock,
                            stop: stop,
                            speed: speed
                        )
                        try demo.run()
                        continuation.resume()
                    } catch {
                        continuation.resume(throwing: error)
                    }
                }
                thread.name = "orderkeeper.demo"
                thread.stackSize = 8 << 20
                thread.start()
            }
        } onGracefulShutdown: {
            stop.request()
        }
    }
}
