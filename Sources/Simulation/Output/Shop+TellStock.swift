import Commerce
import Streaming

// What shelves and customers say.
extension Shop {
    mutating func tellLevel(_ shelf: Int, at now: Int64) {
        let number = EventNumber(.shelf, shelf, ordinal: stock[shelf].eventCount)
        stock[shelf].eventCount += 1
        let sku = world.skus[stock.sku(of: shelf)]
        let value = SourceEvents.inventoryLevelChanged(
            eventID: number.identifier(seed: seed, at: now),
            occurredAt: EventTime(milliseconds: now),
            sku: sku.name,
            category: world.configuration.categories[sku.category].name,
            warehouse: world.configuration.warehouses[stock.warehouse(of: shelf)].name,
            available: stock[shelf].level,
            previous: stock[shelf].told
        )
        stock[shelf].told = stock[shelf].level
        send(.inventoryLevelChanged, number, key: sku.name, at: now, value)
    }

    mutating func tellReservationFailed(_ slot: Int, line: Int, available: Int64, at now: Int64) {
        let sku = world.skus[Int(orders[slot].lines[line].sku)]
        tell(.inventoryReservationFailed, slot, at: now, key: sku.name) { head, order, world in
            SourceEvents.inventoryReservationFailed(
                head,
                sku: sku.name,
                category: world.configuration.categories[sku.category].name,
                warehouse: world.configuration.warehouses[Int(order.warehouse)].name,
                quantityRequested: Int64(order.lines[line].quantity),
                available: available
            )
        }
    }

    mutating func tellPreferences(of customer: Int, at now: Int64) {
        let number = EventNumber(.customer, customer, ordinal: preferenceCount)
        preferenceCount += 1
        var chance = Chance(seed: seed, .preferences, number: number.rawValue)
        let country = world.configuration.countries[Int(world.customers[customer].country)]
        let consent = chance.happens(0.95) ? chance.happens(0.75) : nil
        let channels = [["push", "sms"], ["sms"], ["email", "push"], ["push"], ["email"]]
        let liked = channels[chance.index(below: channels.count)]
        let starts = ["21:00", "22:00", "23:00"]
        let start = starts[chance.index(below: starts.count)]
        let end = chance.happens(0.7) ? "08:00" : "09:30"
        let id = Self.customerID(customer)
        let value = SourceEvents.customerPreferencesChanged(
            eventID: number.identifier(seed: seed, at: now),
            occurredAt: EventTime(milliseconds: now),
            customerID: id,
            marketingConsent: consent,
            channels: liked,
            quietHours: chance.happens(0.6) ? (start, end) : nil,
            timeZone: country.timeZone,
            locale: country.locale
        )
        send(.customerPreferencesChanged, number, key: id, at: now, value)
    }
}
