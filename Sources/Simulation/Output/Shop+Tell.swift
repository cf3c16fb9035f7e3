import Commerce
import Streaming

// What orders and parcels say.
extension Shop {
    mutating func tellPlaced(_ slot: Int, at now: Int64) {
        tell(.orderPlaced, slot, at: now) { head, order, world in
            let country = world.configuration.countries[Int(order.country)]
            let lines = (0..<order.lineCount).map { line in
                let sku = Int(order.lines[line].sku)
                return SourceEvents.Line(
                    sku: world.skus[sku].name,
                    category: world.configuration.categories[world.skus[sku].category].name,
                    warehouse: world.configuration.warehouses[Int(order.warehouse)].name,
                    quantity: Int64(order.lines[line].quantity),
                    unitPriceMinor: world.price(of: sku, in: Int(order.country))
                )
            }
            let content = SourceEvents.Order(
                customerTier: world.customers[Int(order.customer)].tier.rawValue,
                channel: world.configuration.channels[Int(order.channel)].name,
                country: country.code,
                currency: country.currency,
                totalMinor: order.totalMinor(in: world),
                lines: lines,
                timeZone: country.timeZone,
                locale: country.locale,
                customMade: order.number.isMultiple(of: 97)
            )
            return SourceEvents.orderPlaced(head, content)
        }
    }

    mutating func tellConfirmed(_ slot: Int, at now: Int64) {
        tell(.orderConfirmed, slot, at: now) { head, _, _ in SourceEvents.orderConfirmed(head) }
    }

    mutating func tellCancelled(_ slot: Int, _ reason: CancelReason, by canceller: Canceller, at now: Int64) {
        tell(.orderCancelled, slot, at: now) { head, order, world in
            let comments = canceller == .customer && order.number.isMultiple(of: 5)
            return SourceEvents.orderCancelled(
                head,
                reason: reason.rawValue,
                cancelledBy: canceller.rawValue,
                comment: comments ? Comments.onCancelling(reason, isChinese: order.isChinese(in: world)) : nil
            )
        }
    }

    mutating func tellShipped(_ slot: Int, at now: Int64) {
        // The evening of the third day after.
        let promised = (now / 86_400_000 + 3) * 86_400_000 + 64_800_000
        tell(.orderShipped, slot, at: now) { head, order, world in
            SourceEvents.orderShipped(
                head,
                parcelID: order.parcelID,
                carrier: world.configuration.carriers[Int(order.carrier)].name,
                warehouse: world.configuration.warehouses[Int(order.warehouse)].name,
                promisedAt: EventTime(milliseconds: promised)
            )
        }
    }

    mutating func tellDelivered(_ slot: Int, at now: Int64) {
        tell(.orderDelivered, slot, at: now) { head, order, _ in
            SourceEvents.orderDelivered(head, parcelID: order.parcelID)
        }
    }

    mutating func tellReturned(_ slot: Int, _ reason: CancelReason, at now: Int64) {
        tell(.orderReturned, slot, at: now) { head, _, _ in
            SourceEvents.orderReturned(head, reason: reason.rawValue)
        }
    }

    mutating func tellWrong(_ slot: Int, at now: Int64) {
        tell(.fulfilmentMisShipped, slot, at: now) { head, order, world in
            SourceEvents.fulfilmentMisShipped(
                head,
                parcelID: order.parcelID,
                warehouse: world.configuration.warehouses[Int(order.warehouse)].name,
                carrier: world.configuration.carriers[Int(order.carrier)].name,
                cause: order.fault.rawValue,
                expectedSKU: world.skus[Int(order.lines[0].sku)].name,
                receivedSKU: world.skus[Int(order.receivedSku)].name
            )
        }
    }

    mutating func tellFeedback(_ slot: Int, score: Int, _ reason: CancelReason?, at now: Int64) {
        let customer = Self.customerID(Int(orders[slot].customer))
        tell(.feedbackReceived, slot, at: now, key: customer) { head, order, world in
            SourceEvents.feedbackReceived(
                head,
                score: Int64(score),
                reason: reason?.rawValue,
                comment: reason.map { Comments.onFeedback($0, isChinese: order.isChinese(in: world)) }
            )
        }
    }
}

extension Order {
    /// `P-1000001` for the parcel of the first order.
    fileprivate var parcelID: String { "P-\(1_000_001 + number)" }

    /// Whether its customer writes Chinese.
    fileprivate func isChinese(in world: World) -> Bool {
        world.configuration.countries[Int(country)].locale == "zh-Hans"
    }
}
