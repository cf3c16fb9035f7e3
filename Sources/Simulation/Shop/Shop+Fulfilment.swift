import Commerce
import Streaming

// Paid orders are confirmed, shipped and delivered; some go wrong.
extension Shop {
    /// The share of the wrong parcels that are found before they travel.
    static let scannedShare = 0.65

    /// Plans the confirmation of an order that has just been paid.
    mutating func planConfirmation(_ slot: Int, at now: Int64) {
        let behaviour = scenario.configuration.behaviour
        var delay = orders[slot].chance.logNormal(median: 12_000, spread: 0.8)
        let draw = orders[slot].chance.unit()
        let hours = orders[slot].chance.milliseconds(3_600_000...21_600_000)
        let stuck = RateDrift.shift(behaviour.stuckShare, by: climate.delays(of: orders[slot]))
        if draw < stuck || orders[slot].isShort {
            delay = hours
        } else {
            let usual = behaviour.unconfirmedShare
            let facets = orders[slot].facets(in: world)
            if let worst = plan.worst(.unconfirmed, usual, for: facets, at: now) {
                let extra = (worst.rate - usual) / (1 - usual)
                let rest = plan.incidents[worst.incident].end - now
                if draw < stuck + extra { delay = rest + hours / 18 }
            }
        }
        plan(.confirm, slot, after: delay, of: now)
    }

    mutating func confirm(_ slot: Int, at now: Int64) {
        guard orders[slot].stage == .paid else { return }
        orders[slot].stage = .confirmed
        tellConfirmed(slot, at: now)
        let median = scenario.configuration.behaviour.shippingMedian.rawValue
        plan(.ship, slot, after: orders[slot].chance.logNormal(median: median, spread: 0.5), of: now)
    }

    mutating func ship(_ slot: Int, at now: Int64) {
        guard orders[slot].stage == .confirmed else { return }
        orders[slot].stage = .shipped
        orders[slot].carrier = UInt8(world.carrierChoice.pick(&orders[slot].chance))
        tellShipped(slot, at: now)
        let wrong = drawWrong(slot, at: now)
        orders[slot].isWrong = wrong != nil
        let scanned = orders[slot].chance.happens(Self.scannedShare)
        let scan = orders[slot].chance.milliseconds(300_000...3_600_000)
        let median = scenario.configuration.behaviour.deliveryMedian.rawValue
        let journey = orders[slot].chance.logNormal(median: median, spread: 0.35)
        plan(.deliver, slot, after: journey, of: now)
        guard let wrong else { return }
        orders[slot].fault = wrong
        orders[slot].receivedSku = UInt16(world.skuChoice.pick(&orders[slot].chance))
        let complaint = journey + orders[slot].chance.milliseconds(3_600_000...86_400_000)
        plan(.reportWrong, slot, after: scanned ? scan : complaint, of: now)
    }

    /// What is wrong with the parcel; `nil` when nothing is.
    private mutating func drawWrong(_ slot: Int, at now: Int64) -> ShipmentFault? {
        let share = scenario.configuration.behaviour.misShipmentShare
        let usual = RateDrift.shift(share, by: climate.faults(of: orders[slot]))
        let draw = orders[slot].chance.unit()
        let fault = world.words.fault(&orders[slot].chance)
        if draw < usual { return fault }
        var extra = 0.0
        var found: ShipmentFault?
        for index in plan.lasting(.misShipment, at: now) {
            let incident = plan.incidents[index]
            guard incident.concerns(orders[slot].facets(in: world)) else { continue }
            let base = share * WordChoices.share(of: incident.fault)
            let more = incident.raise(base, at: now) - base
            if more > extra { (extra, found) = (more, incident.fault ?? fault) }
        }
        return draw < usual + extra ? found : nil
    }

    mutating func reportWrong(_ slot: Int, at now: Int64) {
        tellWrong(slot, at: now)
    }

    mutating func deliver(_ slot: Int, at now: Int64) {
        guard orders[slot].stage == .shipped else { return }
        orders[slot].stage = .delivered
        tellDelivered(slot, at: now)
        let behaviour = scenario.configuration.behaviour
        if orders[slot].chance.happens(orders[slot].isWrong ? 0.4 : behaviour.feedbackShare) {
            let median = behaviour.feedbackMedian.rawValue
            plan(.feedback, slot, after: orders[slot].chance.logNormal(median: median, spread: 0.8), of: now)
        }
        if orders[slot].chance.happens(orders[slot].isWrong ? 0.6 : behaviour.returnShare) {
            plan(.sendBack, slot, after: orders[slot].chance.milliseconds(86_400_000...432_000_000), of: now)
        }
    }

    mutating func sendBack(_ slot: Int, at now: Int64) {
        let draw = orders[slot].chance.unit()
        let reason: CancelReason =
            orders[slot].isWrong || draw < 0.25 ? .wrongItem : draw < 0.8 ? .changedMind : .other
        tellReturned(slot, reason, at: now)
        plan(.refund, slot, after: orders[slot].chance.milliseconds(3_600_000...86_400_000), of: now)
    }

    mutating func giveFeedback(_ slot: Int, at now: Int64) {
        let draw = orders[slot].chance.unit()
        let score = orders[slot].isWrong ? (draw < 0.7 ? 1 : 2) : [5, 4, 3, 2, 1][Int(draw * draw * 5)]
        let reason: CancelReason?
        if score > 3 {
            reason = nil
        } else if orders[slot].isWrong {
            reason = .wrongItem
        } else {
            reason = orders[slot].chance.happens(0.6) ? .deliveryTooSlow : .other
        }
        tellFeedback(slot, score: score, reason, at: now)
    }
}
