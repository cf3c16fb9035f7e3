/// Why a policy or a file of templates was refused: where, what, and what to do about it.
///
/// A refused policy changes nothing: the caller shows the error and goes on with the policy that it has, or stops
/// when it has none.
public struct PolicyError: Error, Hashable, Sendable {
    /// The file, as the caller named it.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// What is wrong, one sentence without its full stop.
    public var problem: String
    /// What to do, one sentence without its full stop.
    public var remedy: String

    /// The error at `line` of `file`.
    public init(file: String, line: Int, problem: String, remedy: String) {
        self.file = file
        self.line = line
        self.problem = problem
        self.remedy = remedy
    }
}

extension PolicyError: CustomStringConvertible {
    /// `policy.yaml:12: problem. Remedy.`
    public var description: String { "\(file):\(line): \(problem). \(remedy)." }
}
