internal import Retention

/// Why a configuration was refused: every fault that was found, so that one look repairs all.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The faults, at least one.
    public var faults: [Fault]

    /// One thing that is wrong.
    public struct Fault: Hashable, Sendable, CustomStringConvertible {
        /// Where: a file with its line, a variable, an option.
        public var place: String
        /// What is wrong, without a full stop.
        public var problem: String
        /// What to do, without a full stop.
        public var remedy: String

        /// `place: what to do (what is wrong)`.
        public var description: String { "\(place): \(remedy) (\(problem))" }
    }

    /// One fault per line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }

    init(_ faults: [Fault]) {
        precondition(!faults.isEmpty, "an error has a reason")
        self.faults = faults
    }

    init(at place: String, _ problem: String, remedy: String) {
        self.init([Fault(place: place, problem: problem, remedy: remedy)])
    }

    init(_ errors: [PolicyError]) {
        self.init(errors.map { Fault(place: "\($0.file):\($0.line)", problem: $0.problem, remedy: $0.remedy) })
    }
}
