internal import Streaming

/// Moments by key, and the earliest of them.
struct EarliestMoment<Key: Hashable> {
    private var moments: [Key: EventTime] = [:]
    /// The earliest, unless it was removed since it was last asked for.
    private var known: EventTime?

    /// Whether there is none.
    var isEmpty: Bool { moments.isEmpty }

    func contains(_ key: Key) -> Bool { moments[key] != nil }

    /// Notes `time` for `key`, unless it has a moment already.
    mutating func note(_ time: EventTime, of key: Key) {
        guard moments[key] == nil else { return }
        if moments.isEmpty { known = time } else if let known { self.known = min(known, time) }
        moments[key] = time
    }

    /// Forgets the moment of `key`. Returns whether it had one.
    @discardableResult
    mutating func remove(_ key: Key) -> Bool {
        guard let time = moments.removeValue(forKey: key) else { return false }
        if time == known { known = nil }
        return true
    }

    mutating func removeAll() { (moments, known) = ([:], nil) }

    /// The earliest moment; `nil` when there is none.
    mutating func earliest() -> EventTime? {
        if known == nil { known = moments.values.min() }
        return known
    }
}
