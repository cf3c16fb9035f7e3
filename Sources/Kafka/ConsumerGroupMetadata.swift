/// A consumer's membership of its group, which a transaction shows to prove that it still is a member.
///
/// It is a snapshot: after a rebalance, take a new one.
public final class ConsumerGroupMetadata: Sendable {
    let handle: GroupMetadataHandle

    init(_ handle: consuming GroupMetadataHandle) { self.handle = handle }

    /// Names a group without being a member. Offsets attached with it are not checked against the group's generation,
    /// so it belongs in tests and in programs that assign partitions by hand.
    public convenience init(group: String) { self.init(GroupMetadataHandle(group: group)) }
}
