internal import Backtesting
internal import Commerce
internal import Foundation
internal import Kafka
internal import Pipeline

/// Writes what a replay publishes into files, and counts alerts.
final class ReplayOutputs {
    /// How many alerts there were, by signal and status.
    private(set) var alerts: [Signal: [Alert.Status: Int]] = [:]

    /// What each policy did, and what came of it.
    private(set) var retention = RetentionTally()

    private let topics: Topics
    private var files: [String: [OutputFile]] = [:]

    /// Outputs that go nowhere yet.
    init(_ topics: Topics) { self.topics = topics }

    /// Whether something goes to standard output.
    var usesStandardOutput: Bool { files.values.joined().contains { $0.isStandardOutput } }

    /// Writes the records of `topic` to `path` too.
    func add(_ path: String?, for topic: String) throws {
        guard let path else { return }
        guard path != "-" || !usesStandardOutput else {
            throw Failure(.usage, do: "give one `-` at most", "two outputs cannot share standard output")
        }
        files[topic, default: []].append(try OutputFile(path))
    }

    /// Writes everything into files in `directory`, which is made when it is not there.
    func add(directory: String?) throws {
        guard let directory else { return }
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        } catch {
            throw Failure(.usage, do: "give a directory that may be made", "cannot make \(directory)")
        }
        for output in OutputTopic.allCases {
            try add("\(directory)/\(output.rawValue).ndjson", for: output.name(in: topics))
        }
    }

    /// Takes one record.
    func take(_ record: ProducedRecord, of topic: String) {
        guard let value = record.value else { return }
        if topic == topics.alerts, let alert = try? AlertCodec.decode(value) {
            alerts[alert.signal, default: [:]][alert.status, default: 0] += 1
        }
        if topic == topics.actions, let action = try? ActionCodec.decode(value) { retention.add(action) }
        if topic == topics.decisions, let decision = try? DecisionCodec.decode(value) { retention.add(decision) }
        guard let files = files[topic] else { return }
        let line =
            switch topic {
            case topics.deadLetters, topics.late: SetAside.line(record)
            default: value
            }
        for file in files { file.write(line) }
    }

    /// Completes all files.
    func close() throws {
        for (_, files) in files.sorted(by: { $0.key < $1.key }) { for file in files { try file.close() } }
    }
}
