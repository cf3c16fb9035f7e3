/// How many pieces of each sku lie in each warehouse.
struct Stockroom: Sendable {
    /// One sku in one warehouse.
    struct Shelf: Sendable {
        var level: Int64
        /// The level that was last told.
        var told: Int64
        /// What it is filled up to.
        let full: Int64
        var isRestocking = false
        /// How many incidents keep it empty.
        var emptied = 0
        /// How many events it has had: what makes their ids unique.
        var eventCount: UInt64 = 0
        var stepCount: UInt64 = 0
    }

    private var shelves: [Shelf]
    private let warehouseCount: Int

    /// Every shelf holds about three days of what is asked of it.
    init(_ world: World) {
        let configuration = world.configuration
        let warehouses = configuration.warehouses
        let total = warehouses.reduce(0) { $0 + $1.weight }
        warehouseCount = warehouses.count
        shelves = world.skus.flatMap { sku in
            warehouses.map { warehouse in
                let perDay = configuration.ordersPerDay * 2 * sku.share * warehouse.weight / total
                let full = max(30, Int64(perDay * 3))
                return Shelf(level: full, told: full, full: full)
            }
        }
    }

    func index(sku: Int, warehouse: Int) -> Int { sku * warehouseCount + warehouse }

    func sku(of shelf: Int) -> Int { shelf / warehouseCount }

    func warehouse(of shelf: Int) -> Int { shelf % warehouseCount }

    subscript(shelf: Int) -> Shelf {
        get { shelves[shelf] }
        _modify { yield &shelves[shelf] }
    }
}

extension Stockroom.Shelf {
    /// Whether the level has moved far enough from what was told: a tenth of the shelf, or to nothing.
    var isWorthTelling: Bool {
        level != told && (level == 0 || told == 0 || (told - level).magnitude * 10 >= full.magnitude)
    }

    /// Whether goods should be ordered.
    var isLow: Bool { level * 2 < full && !isRestocking && emptied == 0 }
}
