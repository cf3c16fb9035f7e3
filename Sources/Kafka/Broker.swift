/// One broker of a cluster, as the cluster itself names it.
public struct Broker: Hashable, Sendable {
    /// The broker's number in the cluster.
    public var id: Int32
    /// The `host:port` at which the broker wants to be reached.
    public var address: String

    /// Describes a broker.
    public init(id: Int32, address: String) {
        self.id = id
        self.address = address
    }
}
