internal import Streaming

/// What of a ``SliceCounter`` changed since changes were last written.
struct CounterChanges {
    var cells: [PlacedKey] = []
    var amounts: [PlacedKey] = []
    var outcomes: [UInt64] = []
}

/// A key in a pane.
struct PlacedKey: BitwiseCopyable {
    var pane: EventTime
    var key: UInt64
}
