/// Why a line is not a label, and where.
public struct LabelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1; empty lines count.
    public var line: Int
    /// The field, with its path, for example `consequences[0].signal`; `$` for the whole line.
    public var field: String
    /// What is wrong, as a clause that continues the field's name.
    public var problem: String

    /// `problem` at `field` of `line`.
    public init(line: Int, field: String, problem: String) {
        self.line = line
        self.field = field
        self.problem = problem
    }

    /// `line 3: consequences[0].signal is required and absent`.
    public var description: String { "line \(line): \(field == "$" ? "the line" : field) \(problem)" }
}
