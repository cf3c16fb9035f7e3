internal import Streaming

/// What a task stores in the metadata of its committed offsets: `v1 watermark=1763632230123`.
struct TaskMetadata: Hashable {
    /// How far event time had come: everything before was said.
    var watermark: EventTime

    init(watermark: EventTime) { self.watermark = watermark }

    /// What `text` says; `nil` when it is of another format, which says nothing to us.
    init?(_ text: String) {
        let prefix = "v1 watermark="
        guard text.hasPrefix(prefix), let milliseconds = Int64(text.dropFirst(prefix.count)) else { return nil }
        watermark = EventTime(milliseconds: milliseconds)
    }

    /// The text to store.
    var text: String { "v1 watermark=\(watermark.milliseconds)" }
}
