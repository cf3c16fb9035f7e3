import Commerce
import Streaming

// Orders are paid, or not.
extension Shop {
    mutating func pay(_ slot: Int, at now: Int64) {
        guard orders[slot].stage == .placed else { return }
        orders[slot].attempt += 1
        guard !plan.isSilent(provider: Int(orders[slot].provider), at: now) else {
            giveUp(slot, at: now)
            return
        }
        if let code = declineCode(slot, at: now) {
            tellFailed(slot, code: code, at: now)
            reactToFailure(slot, at: now)
        } else if scenario.configuration.providers[Int(orders[slot].provider)].authorizesFirst {
            orders[slot].stage = .authorized
            tellAuthorized(slot, at: now)
            plan(.capture, slot, after: orders[slot].chance.milliseconds(1000...3000), of: now)
        } else {
            capture(slot, at: now)
        }
    }

    mutating func capture(_ slot: Int, at now: Int64) {
        guard orders[slot].stage < .paid else { return }
        orders[slot].stage = .paid
        tellCaptured(slot, at: now)
        planConfirmation(slot, at: now)
    }

    mutating func refund(_ slot: Int, at now: Int64) {
        tellRefunded(slot, at: now)
    }

    /// Why the attempt is declined; `nil` when it succeeds.
    private mutating func declineCode(_ slot: Int, at now: Int64) -> String? {
        let issuer = Int(orders[slot].issuer)
        let figure = scenario.configuration.issuers[issuer]
        let factor = climate.declines(of: orders[slot])
        var business = RateDrift.shift(figure.businessDeclineRate, by: factor)
        let technical = RateDrift.shift(figure.technicalDeclineRate, by: factor)
        if orders[slot].isRetry { business = scenario.configuration.behaviour.retryFailureShare }
        if orders[slot].isDoomed { business = 1 }
        let usual = business + technical
        let draw = orders[slot].chance.unit()
        if draw < business { return world.words.businessCode(&orders[slot].chance) }
        if draw < usual { return world.words.technicalCode(&orders[slot].chance) }
        let worst = plan.worst(.paymentFailure, usual, for: orders[slot].facets(in: world), at: now)
        guard let worst, draw < worst.rate else { return nil }
        let incident = plan.incidents[worst.incident]
        return incident.codes[incident.codeChoice.pick(&orders[slot].chance)].name
    }

    /// The customer tries again, with the same or something else, or gives up.
    private mutating func reactToFailure(_ slot: Int, at now: Int64) {
        let behaviour = scenario.configuration.behaviour
        let storm = plan.stormAttempts(at: now)
        orders[slot].isRetry = false
        orders[slot].isDoomed = storm.map { Int(orders[slot].attempt) < $0 } ?? false
        if orders[slot].isDoomed {
            plan(.pay, slot, after: orders[slot].chance.milliseconds(1000...3000), of: now)
            return
        }
        let attemptsMax = behaviour.attemptsMax + (storm ?? 0)
        guard Int(orders[slot].attempt) < attemptsMax, orders[slot].chance.happens(behaviour.retryShare) else {
            giveUp(slot, at: now)
            return
        }
        if orders[slot].chance.happens(behaviour.switchShare) {
            let instrument = world.instrumentChoice.pick(&orders[slot].chance)
            orders[slot].use(instrument, of: world)
            let method = world.methodChoices[Int(orders[slot].provider)].pick(&orders[slot].chance)
            orders[slot].method = UInt8(method)
        } else {
            orders[slot].isRetry = true
        }
        plan(.pay, slot, after: orders[slot].chance.milliseconds(30_000...300_000), of: now)
    }

    /// The customer cancels soon, or forgets about it until the order expires.
    private mutating func giveUp(_ slot: Int, at now: Int64) {
        let behaviour = scenario.configuration.behaviour
        if orders[slot].chance.happens(behaviour.cancelAfterFailureShare) {
            let reason: CancelReason = orders[slot].chance.happens(0.7) ? .paymentFailed : .paymentMethod
            let delay = orders[slot].chance.milliseconds(120_000...1_200_000)
            plan(.cancel, slot, after: delay, of: now, reason, by: .customer)
        }
        let expiry = orders[slot].placedAt + behaviour.unpaidExpiry.rawValue - now
        plan(.expire, slot, after: Swift.max(expiry, 0), of: now)
        planReturn(slot, at: now)
    }
}
