internal import Kafka
internal import Pipeline

/// The list that `check` prints: what is in order, and what to do about the rest.
struct CheckReport {
    private let terminal = Terminal.standardOutput
    private var failures = 0

    /// Whether nothing has failed so far.
    var isSound: Bool { failures == 0 }

    /// Does one check, and prints what `describe` says of its result or what is to be done. `nil` when it failed.
    mutating func check<Result>(
        _ name: String,
        _ work: () throws -> Result,
        describe: (Result) -> String
    ) throws -> Result? {
        do {
            let result = try work()
            tell("ok", .green, name, describe(result))
            return result
        } catch {
            guard let failure = Failure(error) else { throw error }
            failures += 1
            tell("failed", .red, name, "\(failure.remedy)\n\(failure.problem)")
            return nil
        }
    }

    /// Checks that the brokers answer and that the topics fit.
    mutating func checkBrokers(_ configuration: Configuration) throws {
        let cluster = try Cluster(configuration)
        let brokers = try check(
            "brokers",
            { try cluster.admin.brokers() },
            describe: { $0.map(\.address).sorted().joined(separator: ", ") }
        )
        guard brokers != nil else { return }
        _ = try check("topics", { try cluster.makeTopology() }, describe: Self.describe)
    }

    private static func describe(_ topology: Topology) -> String {
        let counts = Stage.allCases.map { "\($0.rawValue) \(topology.tasks(of: $0).count)" }
        return "\(topology.topics.all.count) topics; tasks: \(counts.joined(separator: ", "))"
    }

    /// Ends in failure when a check failed.
    func end(_ code: Failure.Code) throws { if !isSound { throw failure(code) } }

    /// The failure after failed checks.
    func failure(_ code: Failure.Code) -> Failure {
        Failure(code, do: "do what is said above", failures == 1 ? "one check failed" : "\(failures) checks failed")
    }

    private func tell(_ verdict: String, _ style: Terminal.Style, _ name: String, _ text: String) {
        let indent = "\n" + String(repeating: " ", count: 23)
        let text = text.split(separator: "\n").joined(separator: indent)
        let mark = terminal.style(Figures.pad(verdict, to: 7), style)
        StandardStream.output.write("\(mark) \(Figures.pad(name, to: 14)) \(text)\n")
    }
}
