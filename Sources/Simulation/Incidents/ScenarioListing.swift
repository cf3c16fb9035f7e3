/// One line about a scenario of the library.
public struct ScenarioListing: Hashable, Sendable {
    /// The scenario's name, for ``Scenario/named(_:start:seed:)``.
    public var name: String
    /// Its number among the fifteen that detection must get right; `nil` for one beside them.
    public var number: Int?
    /// What happens in it, and what a good detector does.
    public var summary: String

    init(_ name: String, _ number: Int?, _ summary: String) {
        self.name = name
        self.number = number
        self.summary = summary
    }
}
