/// Why state bytes cannot be read. Never a guess at what they may have meant.
public struct StateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, as the end of a sentence: `the bytes end inside a number`.
    public var problem: String

    /// An error with this problem.
    public init(_ problem: String) { self.problem = problem }

    /// The problem.
    public var description: String { problem }
}
