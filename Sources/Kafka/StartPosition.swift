/// Where reading a partition begins.
public enum StartPosition: Hashable, Sendable {
    /// At the oldest record the broker still has.
    case beginning
    /// After the newest record at the time of the call.
    case end
    /// At the group's committed offset, or where `auto.offset.reset` says if there is none.
    case stored
    /// At this offset. If it is out of range, `auto.offset.reset` decides.
    case offset(Offset)
}
