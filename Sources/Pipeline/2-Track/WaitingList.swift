internal import Streaming

/// Who waits for one sku, in the order they came, and what was offered to those who waited before.
///
/// A piece that was offered is not offered again until it has left the shelf or a day has passed: so no more customers are
/// told than there are pieces, however often the level is told while they make up their minds.
struct WaitingList: StateCodable {
    private(set) var customers: [Customer] = []
    private var offers: [Offer] = []

    private static let offerLength = Milliseconds.days(1)

    /// A customer who waits.
    struct Customer {
        var orderID: String
        var customerID: String
        var quantity: Int64
        /// Since when.
        var since: EventTime
    }

    /// What was offered of the pieces of one warehouse.
    private struct Offer {
        var warehouse: String
        /// Pieces when they were last told of.
        var level: Int64
        /// How many of them are offered.
        var pieces: Int64
        var until: EventTime
    }

    init() {}

    /// Adds a customer; one whose order waits already keeps their place.
    mutating func add(_ customer: Customer) {
        if let index = customers.firstIndex(where: { $0.orderID == customer.orderID }) {
            customers[index].quantity = max(customers[index].quantity, customer.quantity)
        } else {
            customers.append(customer)
        }
    }

    /// Takes those who can be served from `available` pieces in `warehouse`, in the order they came, and offers them these.
    /// Who wants more than there is holds those behind; who has waited since before `start` is dropped.
    mutating func serve(
        _ available: Int64,
        in warehouse: String,
        at time: EventTime,
        dropping start: EventTime
    ) -> [Customer] {
        customers.removeAll { $0.since < start }
        let index = offers.firstIndex { $0.warehouse == warehouse }
        var offer =
            index.map { offers.remove(at: $0) }
            ?? Offer(warehouse: warehouse, level: available, pieces: 0, until: time)
        let taken = max(0, offer.level - available)
        offer.pieces = time < offer.until ? max(0, offer.pieces - taken) : 0
        offer.level = available
        var served: [Customer] = []
        while let first = customers.first, first.quantity <= available - offer.pieces {
            served.append(customers.removeFirst())
            offer.pieces += first.quantity
            offer.until = time.advanced(by: Self.offerLength)
        }
        if offer.pieces > 0 { offers.append(offer) }
        return served
    }

    /// Forgets a customer. Returns whether they waited.
    mutating func forget(_ customerID: String) -> Bool {
        let before = customers.count
        customers.removeAll { $0.customerID == customerID }
        return customers.count < before
    }

    // MARK: State

    func write(to writer: inout StateWriter) {
        writer.list(customers) { writer, customer in
            writer.text(customer.orderID)
            writer.text(customer.customerID)
            writer.signed(customer.quantity)
            writer.time(customer.since)
        }
        writer.list(offers) { writer, offer in
            writer.text(offer.warehouse)
            writer.signed(offer.level)
            writer.signed(offer.pieces)
            writer.time(offer.until)
        }
    }

    /// How many customers wait in the list that `reader` is about to read.
    static func count(in reader: StateReader?) -> Int {
        guard var reader, let count = try? reader.number(upTo: .max) else { return 0 }
        return count
    }

    init(from reader: inout StateReader) throws(StateError) {
        customers = try reader.list { (reader) throws(StateError) in
            Customer(
                orderID: try reader.text(),
                customerID: try reader.text(),
                quantity: try reader.signed(),
                since: try reader.time()
            )
        }
        offers = try reader.list { (reader) throws(StateError) in
            Offer(
                warehouse: try reader.text(),
                level: try reader.signed(),
                pieces: try reader.signed(),
                until: try reader.time()
            )
        }
    }
}
