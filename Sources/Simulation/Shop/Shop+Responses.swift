public import Commerce
import Streaming

// Customers whose orders failed come back: of their own accord, or because of an action.
extension Shop {
    /// Orders that are placed again are numbered from here on, so that they shift nobody else's number.
    private static let firstRepeatNumber = 100_000_000
    /// Nobody takes longer than so many times the mean.
    private static let delaysMax = 6.0

    /// Lets the customer hear of `action`, and come back if it moves her. Nothing happens where the behaviour has no
    /// ``BehaviourConfiguration/responses``, or the shop does not know the order.
    ///
    /// What she does comes later than the action and than everything that the shop has told so far, so the same events
    /// and actions, in the same turns, give the same bytes.
    public mutating func hear(_ action: Action) {
        guard let responses = scenario.configuration.behaviour.responses,
            let number = Order.number(of: action.orderID), let slot = slots[number],
            !orders[slot].isSerial
        else { return }
        let draw = draw(of: number)
        guard draw.place >= responses.baseShare, draw.place < responses.baseShare + responses.share(of: action.kind)
        else { return }
        plan(.comeBack, slot, after: draw.delay, of: Swift.max(position, action.occurredAt.milliseconds))
    }

    /// The order was given up or cancelled: its customer may come back without being asked.
    mutating func planReturn(_ slot: Int, at now: Int64) {
        guard let responses = scenario.configuration.behaviour.responses, !orders[slot].isSerial else { return }
        let draw = draw(of: orders[slot].number)
        if draw.place < responses.baseShare { plan(.comeBack, slot, after: draw.delay, of: now) }
    }

    /// The customer pays, or places again what was cancelled; once.
    mutating func comeBack(_ slot: Int, at now: Int64) {
        guard !orders[slot].hasComeBack else { return }
        if orders[slot].stage < .paid {
            orders[slot].hasComeBack = true
            orders[slot].attempt += 1
            capture(slot, at: now)
        } else if orders[slot].stage == .cancelled, orders[slot].number < Self.firstRepeatNumber {
            orders[slot].hasComeBack = true
            let number = Self.firstRepeatNumber + orders[slot].number
            let lost = orders[slot]
            _ = place(number, customer: Int(lost.customer), like: lost, at: now)
        }
    }

    /// Where the customer of an order stands, and how long she takes: the same whenever it is asked.
    private func draw(of number: Int) -> (place: Double, delay: Int64) {
        var chance = Chance(seed: seed, .responses, number: UInt64(number))
        let place = chance.unit()
        let mean = Double(scenario.configuration.behaviour.responses?.delayMean.rawValue ?? 0)
        return (place, 60_000 + Int64(Swift.min(chance.exponential(), Self.delaysMax) * mean))
    }
}
