/// A value given on the command line, which wins over everything else.
public struct ConfigurationOverride: Hashable, Sendable {
    /// The dotted name.
    public var name: String
    /// The text of the value.
    public var value: String
    /// The option that says so, for error messages.
    public var option: String

    /// `name` is to be `value` because of `option`.
    public init(_ name: String, _ value: String, option: String) {
        self.name = name
        self.value = value
        self.option = option
    }

    /// What `--set name=value` says; `nil` when there is no `=`.
    public init?(assignment: String) {
        guard let equals = assignment.firstIndex(of: "=") else { return nil }
        let name = assignment[..<equals].trimmed
        self.init(name, String(assignment[assignment.index(after: equals)...]), option: "--set \(name)")
    }
}
