import Commerce
import Foundation
import Kafka
import Streaming
import Testing

@testable import Pipeline

/// What the pipeline writes, held against the JSON schemas by an independent validator.
@Suite("What we write")
struct ContractTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Runs `Schemas/check --records` over `records`. Returns its exit code and what it said.
    private static func check(_ records: [ProducedRecord], _ schema: String) throws -> (Int32, String) {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).ndjson")
        defer { try? FileManager.default.removeItem(at: file) }
        var lines = Data()
        for record in records { lines.append(contentsOf: (record.value ?? []) + [UInt8(ascii: "\n")]) }
        try lines.write(to: file)
        let process = Process()
        let output = Pipe()
        // `make schemas` makes an environment of its own where the machine's packages are too old.
        let own = root.appending(path: ".build/python/bin/python").path()
        let python = FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
        process.executableURL = URL(filePath: "/usr/bin/env")
        let script = root.appending(path: "Schemas/check").path()
        process.arguments = [python, script, "--records", file.path(), "--schema", schema]
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }

    @Test("is valid by the published schemas: alerts, actions, decisions, and what the stages tell each other")
    func valid() throws {
        var driver = try Driver(partitions: 2)
        var payments = Payments(seed: 7)
        payments.ordersPerMinute = 120
        payments.disturbance = { provider, _, minute in provider == "alipay" && minute >= 66 ? 0.7 : nil }
        payments.play(0..<72, into: &driver)
        let topics = driver.topics
        let outputs = [
            (topics.alerts, "alert"), (topics.actions, "action"), (topics.decisions, "decision"),
            (topics.triggers, "trigger"), (topics.signals, "signal_counts"),
        ]
        for (topic, schema) in outputs {
            let records = driver.pipeline.records(of: topic).filter { !$0.isProgress }
            #expect(!records.isEmpty, "\(topic) is empty")
            let (code, said) = try Self.check(Array(records.prefix(2000)), schema)
            #expect(code == 0, "\(schema): \(said.suffix(2000))")
        }
    }

    @Test("is valid by the published schemas when it says how far a task has come")
    func validProgress() throws {
        var driver = try Driver()
        driver.pipe(.orderPlaced, key: "O-1", Events().placed(0))
        driver.run(at: .minutes(5))
        let marks = driver.pipeline.records(of: driver.topics.triggers).filter(\.isProgress)
        #expect(!marks.isEmpty)
        let (code, said) = try Self.check(marks, "progress")
        #expect(code == 0, "\(said.suffix(2000))")
    }

    @Test("is valid by the published schemas when it says how far payments are judged, and by which alerts")
    func validJudgement() throws {
        var driver = try Driver()
        var payments = Payments(seed: 7)
        payments.ordersPerMinute = 60
        payments.disturbance = { provider, _, minute in provider == "alipay" && minute >= 66 ? 0.7 : nil }
        payments.play(0..<72, into: &driver)
        let notices = driver.pipeline.records(of: driver.topics.notices)
        let progress = try notices.filter(\.isProgress).map { try ProgressCodec.decode($0.value ?? []) }
        let alerts = try driver.alerts().filter { $0.signal == .paymentFailure }.map(\.id)
        #expect(!alerts.isEmpty && progress.flatMap(\.alerts).map(\.id) == alerts)
        let (code, said) = try Self.check(notices.filter(\.isProgress), "progress")
        #expect(code == 0, "\(said.suffix(2000))")
    }

    @Test("is a CloudEvent in Kafka's binary mode, keyed as the contract says")
    func cloudEvents() throws {
        var driver = try Driver()
        let events = Events()
        driver.pipe(.paymentFailed, key: "O-1", events.failed(0))
        driver.run(at: .minutes(1))
        let record = try #require(driver.pipeline.records(of: driver.topics.actions).first)
        let headers = Dictionary(uniqueKeysWithValues: record.headers.map { ($0.name, $0.value ?? []) })
        #expect(headers["ce_specversion"] == Array("1.0".utf8))
        #expect(headers["ce_type"] == Array("orderkeeper.action.v1".utf8))
        #expect(headers["ce_id"].map { String(decoding: $0, as: UTF8.self) } == (try driver.actions().first?.id))
        #expect(headers["content-type"] == Array("application/json".utf8))
        #expect(record.key == Array("C-1".utf8))
    }
}
