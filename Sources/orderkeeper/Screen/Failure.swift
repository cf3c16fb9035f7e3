internal import Kafka
internal import Pipeline

/// Why a command ends without having done its work: what to do, what happened, and with which exit code.
struct Failure: Error, Equatable {
    /// The exit code.
    var code: Code
    /// What to do, as a sentence without its full stop.
    var remedy: String
    /// What happened, without a full stop.
    var problem: String

    /// What a process says to the one that started it.
    enum Code: Int32 {
        /// Something failed while running.
        case failed = 1
        /// The command line or the configuration is wrong.
        case usage = 2
    }

    /// The failure `problem`, after which one should do as `remedy` says.
    init(_ code: Code, do remedy: String, _ problem: String) {
        self.code = code
        self.remedy = remedy
        self.problem = problem
    }

    /// The failure that `error` is; `nil` for errors of the argument parser.
    init?(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as ConfigurationError: self = Failure(error)
        case let error as KafkaError: self = Failure(error)
        default: return nil
        }
    }

    /// A configuration that was refused.
    init(_ error: ConfigurationError) {
        let count = error.faults.count
        self.init(.usage, do: "correct the configuration", count == 1 ? "\(error)" : "\(count) faults:\n\(error)")
    }

    /// A request that the brokers or the client refused.
    init(_ error: KafkaError) {
        let remedy = error.remedy.map { String($0.prefix(1).lowercased() + $0.dropFirst().trimmingSuffix(".")) }
        let usual = "look at the brokers, and at kafka.bootstrap and kafka.properties"
        self.init(.failed, do: remedy ?? usual, "\(error.operation): \(error.detail) [\(error.symbol)]")
    }

    /// What to do, then what happened.
    func message(styled terminal: Terminal) -> String {
        let problem = problem.split(separator: "\n").joined(separator: "\n  ")
        return "\(terminal.style("orderkeeper:", .red)) \(remedy)\n  \(problem)\n"
    }
}

extension StringProtocol {
    /// The text without `suffix`, if it ends so.
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : String(self)
    }
}
