internal import Streaming

/// Who waits for one sku, in the order they came.
struct WaitingList: StateCodable {
    var customers: [Customer] = []

    /// A customer who waits.
    struct Customer {
        var orderID: String
        var customerID: String
        var quantity: Int64
    }

    init() {}

    func write(to writer: inout StateWriter) {
        writer.list(customers) { writer, customer in
            writer.text(customer.orderID)
            writer.text(customer.customerID)
            writer.signed(customer.quantity)
        }
    }

    /// How many customers wait in the list that `reader` is about to read.
    static func count(in reader: StateReader?) -> Int {
        guard var reader, let count = try? reader.number(upTo: .max) else { return 0 }
        return count
    }

    init(from reader: inout StateReader) throws(StateError) {
        customers = try reader.list { (reader) throws(StateError) in
            Customer(orderID: try reader.text(), customerID: try reader.text(), quantity: try reader.signed())
        }
    }
}
