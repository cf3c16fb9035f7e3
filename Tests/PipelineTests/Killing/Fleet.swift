import Foundation
import Kafka
import Retention
import Testing

@testable import Pipeline

/// Processes of `orderkeeper run` on a real cluster, to be killed.
final class Fleet {
    private let shop: RunningShop
    private let directory: URL
    private var processes: [Process?]

    /// The command, beside the tests.
    private static var command: URL {
        let own = URL(filePath: ProcessInfo.processInfo.arguments[0]).resolvingSymlinksInPath()
        return own.deletingLastPathComponent().appending(path: "orderkeeper")
    }

    /// A fleet of `size` processes that has not begun.
    init(_ shop: RunningShop, size: Int) throws {
        self.shop = shop
        processes = Array(repeating: nil, count: size)
        directory = FileManager.default.temporaryDirectory.appending(path: shop.options.application)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try RetentionPolicy.awakeText.write(to: policy, atomically: true, encoding: .utf8)
    }

    deinit {
        for process in processes { if let process, process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    }

    var size: Int { processes.count }

    /// A policy by which everybody is answered at any hour.
    private var policy: URL { directory.appending(path: "awake.yaml") }

    /// Where process `number` writes what it has to say.
    private func log(_ number: Int) -> URL { directory.appending(path: "\(number).log") }

    /// What the processes said that went wrong, to read.
    func complaints() -> String {
        (0..<size).compactMap { try? String(contentsOf: log($0), encoding: .utf8) }
            .flatMap { $0.split(separator: "\n") }
            .filter { $0.contains("error") || $0.contains("critical") || $0.contains("atal") }
            .suffix(20).joined(separator: "\n")
    }

    /// Starts process `number`, unless it runs.
    func start(_ number: Int) throws {
        guard processes[number]?.isRunning != true else { return }
        if !FileManager.default.fileExists(atPath: log(number).path) {
            _ = FileManager.default.createFile(atPath: log(number).path, contents: nil)
        }
        let output = try FileHandle(forWritingTo: log(number))
        try output.seekToEnd()
        let process = Process()
        process.executableURL = Self.command
        process.arguments = ["run", "--bootstrap", shop.options.bootstrap, "--workers", "1"] + settings(number)
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("ORDERKEEPER_") }
        process.standardOutput = output
        process.standardError = output
        try process.run()
        processes[number] = process
    }

    private func settings(_ number: Int) -> [String] {
        let topics = shop.topics
        return [
            ("application", shop.options.application), ("instance", "killed-\(number)"),
            ("retain.policy", policy.path), ("kafka.session-timeout", "6s"), ("topics.orders", topics.orders),
            ("topics.payments", topics.payments),
            ("topics.fulfilment", topics.fulfilment), ("topics.inventory", topics.inventory),
            ("topics.feedback", topics.feedback), ("topics.customers", topics.customers),
            ("topics.routed", topics.routed), ("topics.signals", topics.signals),
            ("topics.triggers", topics.triggers), ("topics.budgets", topics.budgets),
            ("topics.notices", topics.notices), ("topics.alerts", topics.alerts),
            ("topics.actions", topics.actions), ("topics.decisions", topics.decisions), ("topics.late", topics.late),
            ("topics.dead-letters", topics.deadLetters), ("topics.control", topics.control),
            ("topics.journal-prefix", topics.journalPrefix),
        ].flatMap { ["--set", "\($0.0)=\($0.1)"] }
    }

    /// Kills process `number`, which can do nothing about it. Returns whether it ran.
    @discardableResult
    func kill(_ number: Int) async -> Bool {
        guard let process = processes[number], process.isRunning else { return false }
        kill(process.processIdentifier, SIGKILL)
        await ended(process)
        return process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
    }

    private func kill(_ id: Int32, _ signal: Int32) { _ = Foundation.kill(id, signal) }

    private func ended(_ process: Process) async {
        let deadline = ContinuousClock.now + .seconds(60)
        while process.isRunning, ContinuousClock.now < deadline { await RunningShop.pause() }
    }

    /// Lets every process end in good order. Returns how each ended.
    func stop() async -> [Int32] {
        for process in processes where process?.isRunning == true { process?.terminate() }
        var ends: [Int32] = []
        for process in processes {
            guard let process else { continue }
            await ended(process)
            ends.append(process.isRunning ? -1 : process.terminationStatus)
        }
        return ends
    }

    /// Drops what the processes said.
    func forget() { try? FileManager.default.removeItem(at: directory) }
}
