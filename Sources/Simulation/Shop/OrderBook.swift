/// The orders on their way, by slot. Slots of orders without a future are used again.
struct OrderBook: Sendable {
    private var orders: [Order] = []
    private var free: [Int32] = []

    subscript(slot: Int) -> Order {
        get { orders[slot] }
        _modify { yield &orders[slot] }
    }

    mutating func insert(_ order: Order) -> Int {
        if let slot = free.popLast() {
            orders[Int(slot)] = order
            return Int(slot)
        }
        orders.append(order)
        return orders.count - 1
    }

    mutating func remove(_ slot: Int) { free.append(Int32(slot)) }
}
