internal import Commerce
internal import Streaming

/// The guard rails of offers. One that refuses takes the offer away, not the message, where the plan has one without it.
extension Attempt {
    /// Why an offer may not be made; a reason is a clause.
    private struct Refusal {
        var outcome: Decision.Outcome
        var reason: String

        init(_ outcome: Decision.Outcome, _ reason: String) {
            self.outcome = outcome
            self.reason = reason
        }
    }

    /// `grant` with the plan's offer, or without it.
    mutating func withOffer(_ grant: Grant) -> Permission {
        guard let offerPlan = plan.offer else { return .granted(grant) }
        var grant = grant
        var refusal = offerPlan.kind.isOfValue ? refusalOfValue(offerPlan) : nil
        if refusal == nil {
            if let offer = offerPlan.offer(for: trigger.order, room: room(offerPlan)) {
                grant.offer = offer
                if offerPlan.kind.isOfValue, let cost = cost(of: offer) {
                    if let request = request(for: cost) { return .asks(request) }
                    refusal = refusalOfBudget(cost)
                }
            } else {
                refusal = refusalOfLimit(offerPlan)
            }
        }
        guard let refusal else { return .granted(grant) }
        grant.offer = nil
        guard let message = plan.withoutOffer else {
            return .refused(refusal.outcome, reason: "The offer may not be made: \(refusal.reason).")
        }
        grant.message = message
        grant.withheld = refusal.reason
        return .granted(grant)
    }

    private mutating func refusalOfValue(_ plan: RetentionPolicy.OfferPlan) -> Refusal? {
        let caps = policy.caps
        let isSuspect = memory.suspectedAt.map { trigger.occurredAt < $0.advanced(by: caps.noValueAfterFraud) } ?? false
        guard ask(.suspicion, !isSuspect, "fraud was suspected lately") else {
            return Refusal(.capped, "fraud was suspected lately")
        }
        let history = "\(caps.serialCancellations) of the customer's last \(caps.serialOrders) orders were cancelled"
        guard ask(.serialCanceller, !memory.isSerialCanceller(caps), history) else { return Refusal(.capped, history) }
        let consent = memory.preferences?.marketingConsent
        let silence = consent == nil ? "the customer did not consent to offers" : "the customer refused offers"
        guard ask(.consent, consent ?? policy.defaults.allowsOffersWithoutWord, silence) else {
            return Refusal(.noConsent, silence)
        }
        guard plan.kind == .voucher else { return nil }
        let hadOne = memory.voucherAt.map { trigger.occurredAt < $0.advanced(by: caps.voucherEvery) } ?? false
        guard ask(.voucher, !hadOne, "the customer had a voucher lately") else {
            return Refusal(.capped, "the customer had a voucher lately")
        }
        return nil
    }

    // MARK: Money

    /// The most that the order's margin pays for; `nil` where the offer does not live off it.
    private func room(_ plan: RetentionPolicy.OfferPlan) -> Int64? {
        guard plan.kind.takesPercent else { return nil }
        return policy.margin.room(totalMinor: trigger.order.totalMinor, category: trigger.order.category)
    }

    private mutating func refusalOfLimit(_ plan: RetentionPolicy.OfferPlan) -> Refusal {
        if room(plan) == 0 {
            let reason = "nothing of the order's margin is left to give"
            _ = ask(.margin, false, reason)
            return Refusal(.capped, reason)
        }
        return Refusal(.capped, "the rule has no limit in \(trigger.order.currency)")
    }

    private func cost(of offer: Offer) -> Money? {
        guard let limit = offer.costLimitMinor, let currency = offer.currency else { return nil }
        return Money(currency: currency, amountMinor: limit)
    }

    /// What to ask the keeper of the money, unless it has answered or there is no money of the kind.
    private func request(for cost: Money) -> BudgetRequest? {
        guard answer == nil, let budget = policy.budgets.first(where: { $0.currency == cost.currency }),
            budget.amountMinor >= cost.amountMinor
        else { return nil }
        let day = CustomerMemory.day(of: now)
        return BudgetRequest(
            id: StableID.make("bud", trigger.id, rule.name, "\(step)", "\(now.milliseconds)"),
            policy: policy.name,
            day: day,
            amount: cost,
            limitMinor: budget.amountMinor,
            customerID: trigger.customerID,
            orderID: trigger.orderID
        )
    }

    private mutating func refusalOfBudget(_ cost: Money) -> Refusal? {
        // Money that was granted for another amount is not money for this one.
        let isGranted = answer.map { $0.isGranted && $0.request.amount == cost } ?? false
        let reason = answer == nil ? "there is no money for it in \(cost.currency)" : "the money of the day is spent"
        guard ask(.budget, isGranted, reason) else { return Refusal(.overBudget, reason) }
        return nil
    }
}
