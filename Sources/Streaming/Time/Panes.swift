/// Cuts event time into panes of equal length, aligned to 1970: `[start, start + length)`.
public struct Panes: Hashable, Sendable, BitwiseCopyable {
    /// The length of a pane.
    public let length: Milliseconds

    /// Panes of `length`.
    public init(length: Milliseconds) {
        precondition(length > .zero, "a pane has a length")
        self.length = length
    }

    /// The start of the pane that holds `time`.
    @inlinable
    public func start(of time: EventTime) -> EventTime {
        EventTime(milliseconds: time.milliseconds.flooredDivision(by: length.rawValue) * length.rawValue)
    }

    /// The end of the pane that starts at `start`: the start of the next one.
    @inlinable
    public func end(of start: EventTime) -> EventTime { start.advanced(by: length) }

    /// Whether the pane that holds `time` is over at `watermark`.
    @inlinable
    public func isClosed(_ time: EventTime, at watermark: EventTime) -> Bool {
        end(of: start(of: time)) <= watermark
    }
}
