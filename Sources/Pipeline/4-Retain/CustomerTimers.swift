internal import Streaming

/// When which customer is to be looked at next: one moment for each, the earliest first.
///
/// Not state: it follows from the customers' memories and is made anew from them.
struct CustomerTimers {
    private var queue = TimerQueue()
    private var waiting: [UInt64: Entry] = [:]

    private struct Entry {
        var customer: String
        var at: EventTime
    }

    /// The earliest moment.
    var next: EventTime? { queue.next }

    /// Sets the moment of `customer` to `time`; to none when it is `nil`.
    mutating func set(_ customer: String, at time: EventTime?) {
        let key = key(of: customer)
        guard let time else {
            waiting[key] = nil
            return
        }
        if waiting[key]?.at == time { return }
        waiting[key] = Entry(customer: customer, at: time)
        queue.add(TimerQueue.Timer(deadline: time, key: key))
    }

    /// Takes the customer whose moment comes first, if it is at `watermark` or before.
    mutating func pop(through watermark: EventTime) -> (customer: String, at: EventTime)? {
        while let timer = queue.pop(through: watermark) {
            // A moment that was changed since has an entry of its own in the queue.
            guard let entry = waiting[timer.key], entry.at == timer.deadline else { continue }
            waiting[timer.key] = nil
            return (entry.customer, entry.at)
        }
        return nil
    }

    /// The place of `customer`: the hash of the id, or the next one that nobody has.
    private func key(of customer: String) -> UInt64 {
        var hash = StableHash()
        hash.combine(customer)
        var key = hash.value
        while let other = waiting[key], other.customer != customer { key &+= 1 }
        return key
    }
}
