internal import Streaming

/// What of a ``SliceCounter`` changed since changes were last written.
struct CounterChanges {
    var cells: [PlacedKey] = []
    var amounts: [PlacedKey] = []
    /// Cells and amounts of open panes that are no more: what they held was added to others.
    var removedCells: [PlacedKey] = []
    var removedAmounts: [PlacedKey] = []

    mutating func removeAll() {
        cells.removeAll(keepingCapacity: true)
        amounts.removeAll(keepingCapacity: true)
        removedCells.removeAll(keepingCapacity: true)
        removedAmounts.removeAll(keepingCapacity: true)
    }
}

/// A key in a pane.
struct PlacedKey: BitwiseCopyable {
    var pane: EventTime
    var key: UInt64
}
