/// A name and how often it is the one: shares are weights, they need not add up to one.
public struct Share: Hashable, Sendable {
    /// The name, as it stands in the events.
    public var name: String
    /// Its weight among its peers.
    public var weight: Double

    /// `name` with this weight.
    public init(_ name: String, _ weight: Double) {
        self.name = name
        self.weight = weight
    }
}
