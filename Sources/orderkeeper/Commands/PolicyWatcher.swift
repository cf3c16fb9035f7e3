internal import Pipeline
internal import ServiceLifecycle
internal import Streaming
internal import UnixSignals

/// Looks at the files of the policy every few seconds, and at once after SIGHUP.
struct PolicyWatcher: Service {
    let reloader: PolicyReloader
    let interval: Milliseconds

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await _ in await UnixSignalsSequence(trapping: .sighup) { reloader.look(isForced: true) }
                }
                group.addTask {
                    while true {
                        reloader.look()
                        try await Task.sleep(for: .milliseconds(interval.rawValue))
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
