/// What happens next to somebody.
enum Step: UInt8, Sendable, BitwiseCopyable {
    // To the shop.
    case arrive
    case minute
    case preferencesAtStart
    case preferencesChange
    case serialOrder
    case emptyStock
    case refillStock
    case restock
    // To an order.
    case reserve
    case pay
    case capture
    case confirm
    case ship
    case reportWrong
    case deliver
    case feedback
    case sendBack
    case refund
    case cancel
    case expire
    case comeBack
}
