import Commerce
import Streaming

// What happens is told: first written, then sent on its way.
extension Shop {
    /// Writes an event of the order in `slot` and sends it; the order's id is the key when no other is given.
    mutating func tell(
        _ type: EventType,
        _ slot: Int,
        at now: Int64,
        key: String? = nil,
        _ write: (SourceEvents.Head, Order, World) -> [UInt8]
    ) {
        let number = EventNumber(.order, orders[slot].number, ordinal: orders[slot].eventCount)
        orders[slot].eventCount += 1
        let order = orders[slot]
        let dated = EventTime(milliseconds: world.clocks.time(of: type, order, at: now))
        let head = SourceEvents.Head(
            eventID: number.identifier(seed: seed, at: now),
            occurredAt: dated,
            orderID: order.id,
            customerID: Self.customerID(Int(order.customer))
        )
        send(type, number, key: key ?? head.orderID, at: now, dated: dated, write(head, order, world))
    }

    /// The id of the customer of this number.
    static func customerID(_ customer: Int) -> String { "C-\(20_001 + customer)" }

    /// Sends what happened at `now`, perhaps late, perhaps twice.
    ///
    /// - Parameter dated: when it happened by the clock of whoever tells it; `nil` when that one is right.
    mutating func send(
        _ type: EventType,
        _ number: EventNumber,
        key: String,
        at now: Int64,
        dated: EventTime? = nil,
        _ value: [UInt8]
    ) {
        let transport = scenario.configuration.transport
        var chance = Chance(seed: seed, .transport, number: number.rawValue)
        let isLate = chance.happens(transport.lateShare)
        var delay = chance.within(isLate ? transport.lateDelay : transport.ordinaryDelay)
        let draw = chance.unit()
        let repeatDelay = chance.within(transport.duplicateDelay)
        let topic = SourceTopic(of: type)
        var copyDelay = draw < transport.duplicateShare ? repeatDelay : nil
        for disturbance in plan.disturbances {
            if disturbance.kind == .stall, disturbance.start.milliseconds <= now, now < disturbance.aftermath {
                delay = Swift.max(delay, disturbance.release(of: now) - now)
            }
            guard disturbance.lasts(at: now) else { continue }
            switch disturbance.kind {
            case .backlog(let only) where only == nil || only == topic:
                // Two hours of backlog arrive in five minutes, in order.
                let past = now - disturbance.start.milliseconds
                let rest = disturbance.end.milliseconds - now
                delay = Swift.max(
                    delay,
                    rest + past * Disturbance.catchUp / Swift.max(disturbance.duration.rawValue, 1)
                )
            case .duplicates(let only, let share) where only == nil || only == type:
                if draw < share { copyDelay = Swift.min(repeatDelay, 2000) }
            default: break
            }
        }
        let event = ShopEvent(
            type: type,
            key: Array(key.utf8),
            occurredAt: dated ?? EventTime(milliseconds: now),
            arrivesAt: EventTime(milliseconds: now + delay),
            value: value
        )
        outbox.send(event, tie: number.rawValue)
        guard let copyDelay else { return }
        var copy = event
        copy.arrivesAt = event.arrivesAt.advanced(by: Milliseconds(copyDelay))
        outbox.send(copy, tie: number.rawValue)
    }
}

extension Chance {
    /// A length of time in `range`.
    fileprivate mutating func within(_ range: ClosedRange<Milliseconds>) -> Int64 {
        milliseconds(range.lowerBound.rawValue...range.upperBound.rawValue)
    }
}
