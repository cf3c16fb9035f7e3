import Commerce
import Streaming

// Shelves are emptied by orders and filled again.
extension Shop {
    /// Reserves every line of an order, or tells which could not be.
    mutating func reserve(_ slot: Int, at now: Int64) {
        guard orders[slot].isOpen else { return }
        for line in 0..<orders[slot].lineCount { reserve(slot, line: line, at: now) }
        guard orders[slot].isShort else { return }
        let draw = orders[slot].chance.unit()
        let delay = orders[slot].chance.milliseconds(300_000...1_800_000)
        if draw < 0.5 {
            plan(.cancel, slot, after: delay, of: now, .outOfStock, by: .merchant)
        } else if draw < 0.7 {
            plan(.cancel, slot, after: 2 * delay, of: now, .outOfStock, by: .customer)
        }
    }

    private mutating func reserve(_ slot: Int, line: Int, at now: Int64) {
        let warehouse = Int(orders[slot].warehouse)
        let sku = Int(orders[slot].lines[line].sku)
        let quantity = Int64(orders[slot].lines[line].quantity)
        let shelf = stock.index(sku: sku, warehouse: warehouse)
        let usual = RateDrift.shift(
            scenario.configuration.behaviour.reservationFailureShare,
            by: climate.shortages(warehouse: warehouse, category: world.skus[sku].category)
        )
        var facets = Facets()
        facets.sku = sku
        facets.warehouse = warehouse
        facets.categories = 1 << UInt128(world.skus[sku].category)
        let rate = plan.worst(.stockout, usual, for: facets, at: now)?.rate ?? usual
        let failed = orders[slot].chance.happens(rate)
        guard !failed, stock[shelf].level >= quantity else {
            orders[slot].isShort = true
            tellReservationFailed(slot, line: line, available: Swift.min(stock[shelf].level, quantity - 1), at: now)
            return
        }
        // The goods for a promotion were laid out beforehand.
        guard plan.promotion(at: now)?.sku != sku else { return }
        orders[slot].lines[line].isReserved = true
        stock[shelf].level -= quantity
        check(shelf, at: now)
    }

    /// Frees what a cancelled order had reserved.
    mutating func release(_ slot: Int, at now: Int64) {
        let warehouse = Int(orders[slot].warehouse)
        for line in 0..<orders[slot].lineCount where orders[slot].lines[line].isReserved {
            orders[slot].lines[line].isReserved = false
            let shelf = stock.index(sku: Int(orders[slot].lines[line].sku), warehouse: warehouse)
            guard stock[shelf].emptied == 0 else { continue }
            stock[shelf].level += Int64(orders[slot].lines[line].quantity)
            check(shelf, at: now)
        }
    }

    /// Tells a level that has moved, and orders goods when there are few.
    private mutating func check(_ shelf: Int, at now: Int64) {
        if stock[shelf].isWorthTelling { tellLevel(shelf, at: now) }
        guard stock[shelf].isLow else { return }
        stock[shelf].isRestocking = true
        stock[shelf].stepCount += 1
        var chance = Chance(seed: seed, .stock, number: UInt64(shelf) << 24 | stock[shelf].stepCount)
        plan(.restock, shelf, at: now + chance.milliseconds(3_600_000...10_800_000))
    }

    /// The goods that were ordered are here; while an incident keeps the shelf empty they are not.
    mutating func restock(shelf: Int, at now: Int64) {
        stock[shelf].isRestocking = false
        guard stock[shelf].emptied == 0 else { return }
        stock[shelf].level = stock[shelf].full
        if stock[shelf].isWorthTelling { tellLevel(shelf, at: now) }
    }

    mutating func emptyStock(_ incident: Int, at now: Int64) {
        for shelf in shelves(emptiedBy: incident) {
            stock[shelf].emptied += 1
            stock[shelf].level = 0
            if stock[shelf].isWorthTelling { tellLevel(shelf, at: now) }
        }
    }

    mutating func refillStock(_ incident: Int, at now: Int64) {
        for shelf in shelves(emptiedBy: incident) {
            stock[shelf].emptied -= 1
            restock(shelf: shelf, at: now)
        }
    }

    private func shelves(emptiedBy incident: Int) -> [Int] {
        guard let emptied = plan.incidents[incident].emptied else { return [] }
        let warehouses = emptied.warehouse.map { [$0] } ?? Array(scenario.configuration.warehouses.indices)
        return warehouses.map { stock.index(sku: emptied.sku, warehouse: $0) }
    }
}
