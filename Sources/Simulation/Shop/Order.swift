import Commerce

/// An order on its way: a fixed size, so that a hundred thousand of them are cheap.
struct Order: Sendable, BitwiseCopyable {
    /// Its place among all orders, from 0.
    let number: Int
    /// Its own stream of chance.
    var chance: Chance
    let placedAt: Int64
    let customer: Int32
    let country: UInt8
    let channel: UInt8
    let warehouse: UInt8
    var carrier: UInt8 = 0
    var provider: UInt8 = 0
    var method: UInt8 = 0
    var issuer: UInt8 = 0
    var attempt: UInt8 = 0
    var lineCount = 0
    var lines = InlineArray<3, Line>(repeating: Line(sku: 0, quantity: 0))
    var stage = Stage.placed
    /// Whether a reservation failed, so that it waits for stock or for its end.
    var isShort = false
    /// Whether the next attempt is with the instrument that has just failed.
    var isRetry = false
    /// Whether a retry storm lets the next attempt fail.
    var isDoomed = false
    var isWrong = false
    /// Whether it belongs to a serial canceller.
    var isSerial = false
    /// Whether its customer came back after it had failed.
    var hasComeBack = false
    var cancelReason = CancelReason.unknown
    var canceller = Canceller.customer
    var fault = ShipmentFault.unknown
    var receivedSku: UInt16 = 0
    /// How many events and steps it has had: what makes their ids and ties unique.
    var eventCount: UInt64 = 0
    var stepCount: UInt64 = 0
    /// How many of its steps are still to come; with none left it is forgotten.
    var pending = 0

    /// How far it has come.
    enum Stage: UInt8, Comparable, Sendable, BitwiseCopyable {
        case placed
        case authorized
        case paid
        case confirmed
        case shipped
        case delivered
        case cancelled

        static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    struct Line: Sendable, BitwiseCopyable {
        var sku: UInt16
        var quantity: UInt16
        var isReserved = false
    }

    init(
        number: Int,
        chance: Chance,
        placedAt: Int64,
        customer: Int32,
        country: UInt8,
        channel: UInt8,
        warehouse: UInt8
    ) {
        self.number = number
        self.chance = chance
        self.placedAt = placedAt
        self.customer = customer
        self.country = country
        self.channel = channel
        self.warehouse = warehouse
    }

    /// `O-1000001` for the first.
    var id: String { "O-\(1_000_001 + number)" }

    /// The number of the order with this id; `nil` when it is not one of the shop.
    static func number(of id: String) -> Int? {
        guard id.hasPrefix("O-"), let number = Int(id.dropFirst(2)), (1_000_001...1_000_000_000).contains(number) else {
            return nil
        }
        return number - 1_000_001
    }

    /// Whether it can still be cancelled, paid or shipped.
    var isOpen: Bool { stage < .shipped }

    /// The sum of its lines in the customer's currency.
    func totalMinor(in world: World) -> Int64 {
        var total: Int64 = 0
        for index in 0..<lineCount {
            total += Int64(lines[index].quantity) * world.price(of: Int(lines[index].sku), in: Int(country))
        }
        return total
    }

    /// What incidents can be confined by.
    func facets(in world: World) -> Facets {
        var facets = Facets()
        facets.country = Int(country)
        facets.channel = Int(channel)
        facets.warehouse = Int(warehouse)
        facets.provider = Int(provider)
        facets.issuer = Int(issuer)
        facets.method = world.methodIndices[Int(provider)][Int(method)]
        facets.carrier = Int(carrier)
        for index in 0..<lineCount {
            facets.categories |= 1 << UInt128(world.skus[Int(lines[index].sku)].category)
        }
        return facets
    }
}
