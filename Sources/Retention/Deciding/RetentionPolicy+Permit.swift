internal import Commerce
internal import Streaming

/// The guard rails between a rule and an action.
extension RetentionPolicy {
    /// Whether `plan` may be carried out for `trigger` at the customer's event time `now`, and with what.
    func permit(_ plan: Plan, _ trigger: Trigger, at now: EventTime, _ memory: CustomerMemory) -> Permission {
        let expiresAt = deadline(plan, trigger)
        guard expiresAt > now else {
            return .refused(.expired, reason: "The deadline of the action has passed before it was decided.")
        }
        guard memory.actions(onDayOf: trigger.occurredAt) < caps.actionsPerDay else {
            return .refused(
                .capped,
                reason: "The customer had the \(caps.actionsPerDay) actions that the policy allows on a day (UTC)."
            )
        }
        guard memory.openActions.count < CustomerMemory.openActionsMax else {
            return .refused(.capped, reason: "The customer has \(CustomerMemory.openActionsMax) open actions.")
        }
        guard let channel = channel(plan, memory.preferences) else {
            return .refused(.noConsent, reason: "The customer wants none of the channels that the policy has.")
        }
        var grant = Grant(message: plan.message, offer: nil, withheld: nil, channel: channel, expiresAt: expiresAt)
        guard let offerPlan = plan.offer else { return .granted(grant) }
        switch permit(offerPlan, trigger, memory) {
        case .granted(let offer):
            grant.offer = offer
        case .refused(let outcome, let reason):
            guard let message = plan.withoutOffer else {
                return .refused(outcome, reason: "The offer may not be made: \(reason).")
            }
            grant.message = message
            grant.withheld = reason
        }
        return .granted(grant)
    }

    /// Whether an offer may be made; a reason is a clause.
    private enum OfferPermission {
        case granted(Offer)
        case refused(Decision.Outcome, reason: String)
    }

    private func permit(_ plan: OfferPlan, _ trigger: Trigger, _ memory: CustomerMemory) -> OfferPermission {
        if plan.kind.isOfValue, let refusal = refusalOfValue(plan, trigger, memory) { return refusal }
        guard let offer = plan.offer(for: trigger.order) else {
            return .refused(.capped, reason: "the rule has no limit in \(trigger.order.currency)")
        }
        return .granted(offer)
    }

    private func refusalOfValue(
        _ plan: OfferPlan,
        _ trigger: Trigger,
        _ memory: CustomerMemory
    ) -> OfferPermission? {
        if let time = memory.suspectedAt, trigger.occurredAt < time.advanced(by: caps.noValueAfterFraud) {
            return .refused(.capped, reason: "fraud was suspected lately")
        }
        if memory.isSerialCanceller(caps) {
            return .refused(
                .capped,
                reason: "\(caps.serialCancellations) of the customer's last \(caps.serialOrders) orders were cancelled"
            )
        }
        switch memory.preferences?.marketingConsent {
        case true: break
        case false: return .refused(.noConsent, reason: "the customer refused offers")
        case nil where !defaults.allowsOffersWithoutWord:
            return .refused(.noConsent, reason: "the customer did not consent to offers")
        case nil: break
        }
        if plan.kind == .voucher, let time = memory.voucherAt,
            trigger.occurredAt < time.advanced(by: caps.voucherEvery)
        {
            return .refused(.capped, reason: "the customer had a voucher lately")
        }
        return nil
    }

    /// The end of the plan; for a failed payment not later than the moment at which the order is given up.
    private func deadline(_ plan: Plan, _ trigger: Trigger) -> EventTime {
        let end = trigger.occurredAt.advanced(by: plan.expires)
        guard trigger.kind == .paymentFailed, let confirmBy = trigger.order.confirmBy,
            confirmBy > trigger.occurredAt
        else { return end }
        return min(end, confirmBy)
    }

    private func channel(_ plan: Plan, _ preferences: CustomerPreferences?) -> String? {
        if plan.toAgent { return Plan.agentChannel }
        guard let wanted = preferences?.channels, !wanted.isEmpty else { return defaults.channels.first }
        return wanted.first(where: defaults.channels.contains)
    }
}
