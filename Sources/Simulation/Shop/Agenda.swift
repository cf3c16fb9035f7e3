/// What is to happen, the earliest first.
///
/// A heap with four children per node. Entries of the same instant come in order of their tie, which the one who adds
/// them makes unique, so that the order never depends on when something was added.
struct Agenda<Subject: Sendable & BitwiseCopyable>: Sendable {
    struct Entry: Sendable, BitwiseCopyable {
        var at: Int64
        var tie: UInt64
        var subject: Subject

        func precedes(_ other: Entry) -> Bool { at < other.at || (at == other.at && tie < other.tie) }
    }

    private var heap: [Entry] = []

    /// When the earliest is; `nil` when there is none.
    var earliest: Int64? { heap.first?.at }

    mutating func add(at: Int64, tie: UInt64, _ subject: Subject) {
        let entry = Entry(at: at, tie: tie, subject: subject)
        var index = heap.count
        heap.append(entry)
        while index > 0 {
            let parent = (index - 1) / 4
            guard entry.precedes(heap[parent]) else { break }
            heap[index] = heap[parent]
            index = parent
        }
        heap[index] = entry
    }

    mutating func removeEarliest() -> Entry? {
        guard let last = heap.popLast() else { return nil }
        guard let first = heap.first else { return last }
        var index = 0
        while 4 * index + 1 < heap.count {
            var child = 4 * index + 1
            for other in child + 1..<min(child + 4, heap.count) where heap[other].precedes(heap[child]) {
                child = other
            }
            guard heap[child].precedes(last) else { break }
            heap[index] = heap[child]
            index = child
        }
        heap[index] = last
        return first
    }
}
