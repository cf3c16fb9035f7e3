internal import Streaming

/// Who cancelled lately, and how often: so that one customer's many cancellations are told from those of many customers.
///
/// Of the cancellations within ``window`` the first ``usualMax`` of a customer are as good as anybody's. Those beyond are a
/// cluster. A task knows the orders of its own partition only, so of a customer whose orders lie in p partitions up to
/// p times as many are usual.
///
/// Bounded: beyond ``customersMax`` customers, new ones are not remembered, and nothing of theirs is a cluster. Customers
/// are told apart by 64-bit hashes: of n, two are taken for one with a probability of n² / 2⁶⁵.
struct CancellingCustomers: ~Copyable {
    /// By the hash of the customer.
    private var customers = StateTable<LastCancellations>()
    /// When those who have not cancelled for long are looked for again.
    private var sweepAt = EventTime.distantPast

    /// How many orders a customer may cancel within ``window`` before it is a cluster.
    static let usualMax = LastCancellations.count
    /// How long a cancellation counts, in event time.
    static let window = Milliseconds.hours(1)
    /// How many customers a task remembers at most; some 4 MB.
    static let customersMax = 1 << 16
    /// How often customers are forgotten who have not cancelled for ``window``, and how much longer they are remembered.
    private static let sweepInterval = Milliseconds.minutes(10)

    /// How many customers are remembered.
    var count: Int { customers.count }

    /// Notes that the customer with this hash cancelled an order at `time`. Returns whether that is one more than is usual.
    mutating func note(_ customer: UInt64, at time: EventTime) -> Bool {
        if time >= sweepAt { sweep(at: time) }
        guard let slot = customers.slot(of: customer, where: { _ in true }) else {
            guard customers.count < Self.customersMax else { return false }
            var first = LastCancellations()
            first.note(time)
            _ = customers.insert(customer, first)
            return false
        }
        let isCluster = customers[slot].oldest > time.advanced(by: -Self.window)
        customers[slot].note(time)
        customers.noteChange(of: slot)
        return isCluster
    }

    /// Forgets the customer with this hash.
    mutating func forget(_ customer: UInt64) {
        guard let slot = customers.slot(of: customer, where: { _ in true }) else { return }
        customers.remove(at: slot)
    }

    /// Forgets those of whom nothing counts any more.
    private mutating func sweep(at time: EventTime) {
        sweepAt = time.advanced(by: Self.sweepInterval)
        // Events come almost in the order of time: what counts for one that is somewhat older is kept.
        let end = time.advanced(by: -Self.window).advanced(by: -Self.sweepInterval)
        for slot in customers.slots where customers.holds(slot) && customers[slot].newest <= end {
            customers.remove(at: slot)
        }
    }

    // MARK: State

    mutating func writeChanges(to writer: inout StateWriter) {
        writer.time(sweepAt)
        customers.writeChanges(to: &writer) { $1.write(to: &$0) }
    }

    mutating func beginCheckpoint() { customers.beginCheckpoint() }

    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        customers.writeCheckpoint(to: &writer, budget: budget) { $1.write(to: &$0) }
    }

    mutating func restore(changes reader: inout StateReader) throws(StateError) {
        sweepAt = try reader.time()
        try customers.restoreChanges(from: &reader, drop: { _ in }, LastCancellations.init(from:))
    }

    mutating func restore(checkpoint reader: inout StateReader) throws(StateError) {
        try customers.restoreCheckpoint(from: &reader, drop: { _ in }, LastCancellations.init(from:))
    }

    mutating func finishRestoring() { customers.finishRestoring() }
}
