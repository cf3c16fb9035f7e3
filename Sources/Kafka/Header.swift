/// A name and a value that travel with a record. Names may repeat; order is kept.
public struct Header: Hashable, Sendable {
    /// The header's name. It must not contain a zero byte.
    public var name: String
    /// The header's bytes. `nil` and empty are different, and both survive the journey.
    public var value: [UInt8]?

    /// Pairs a name with a value.
    public init(name: String, value: [UInt8]?) {
        self.name = name
        self.value = value
    }
}
