internal import Commerce
internal import Streaming

// What payments say of an order.
extension OrderTracker {
    mutating func paid(_ slot: Int, _ event: Event, _ context: inout TrackContext) {
        attempted(slot, event, &context)
        let before = orders[slot].facts
        orders[slot].facts.insert(.paid)
        orders[slot].turn(isKept: true, at: event.occurredAt)
        orders[slot].families = 0
        guard !orders[slot].facts.contains(.givenUp) else { return }
        // Money brings no stock back: of an order that lacks some it is told once, and what comes of it too.
        guard before.lacksStock else { return settle(slot, .paid, at: event, &context) }
        guard !before.contains(.paid), before.contains(.endangered) else { return }
        raise(.settled, .paid, slot, event, &context)
    }

    /// The money goes back: what was saved is lost.
    mutating func refunded(_ slot: Int, _ event: Event, _ context: inout TrackContext) {
        orders[slot].facts.insert(.refunded)
        orders[slot].turn(isKept: false, at: event.occurredAt)
        end(slot, .refunded, at: event, &context)
    }

    /// Counts a trial, once for each order and provider, method and issuer, however often it is tried. Returns in which
    /// slices, and whether this attempt's failure counts, too.
    @discardableResult
    private mutating func attempted(
        _ slot: Int,
        _ event: Event,
        _ context: inout TrackContext
    ) -> (facets: Facets, isNew: Bool) {
        // One that is heard of when a later one is known changes nothing.
        let isOlder = event.occurredAt < orders[slot].attemptedAt
        if isOlder, orders[slot].isOther(attempt: event) {
            let facets = orders[slot].facets.of(attempt: event)
            context.trial(.paymentFailure, at: event.occurredAt, facets)
            return (facets, true)
        }
        if !isOlder {
            let before = orders[slot].confirmBy(context.deadlines)
            orders[slot].note(attempt: event)
            if orders[slot].confirmBy(context.deadlines) != before { setConfirmation(slot, for: event, &context) }
        }
        let facets = orders[slot].facets
        if !orders[slot].facts.contains(.attemptCounted) {
            orders[slot].facts.insert(.attemptCounted)
            context.trial(.paymentFailure, at: event.occurredAt, facets)
        }
        return (facets, !orders[slot].facts.contains(.failureCounted))
    }

    mutating func paymentFailed(
        _ slot: Int,
        _ event: Event,
        _ id: Span<UInt8>,
        _ context: inout TrackContext
    ) {
        let attempt = attempted(slot, event, &context)
        let family = families.family(of: event, &context)
        if attempt.isNew {
            if !orders[slot].isOther(attempt: event) { orders[slot].facts.insert(.failureCounted) }
            var facets = attempt.facets
            facets[.declineFamily] = context.vocabulary[family]
            context.failure(
                .paymentFailure,
                at: event.occurredAt,
                facets,
                id: id,
                amountMinor: event.amountMinor,
                currency: event.currency
            )
        }
        guard !orders[slot].facts.contains(.paid), !orders[slot].life.isOver, orders[slot].isNew(family) else { return }
        raise(.paymentFailed, family.asCause, slot, event, &context)
    }
}
