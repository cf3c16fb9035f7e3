/// Whether the groups know the members of this process by name (`group.instance.id`).
///
/// A static member that comes back within the session timeout gets its partitions back, and nobody else notices. The price:
/// when it leaves for good, its partitions wait for that timeout.
public enum StaticMembership: String, CaseIterable, Sendable {
    /// When the instance has a name of its own, and not the default.
    case named
    /// Always; every process must have another instance.
    case always
    /// Never: every start and every stop moves partitions.
    case never
}
