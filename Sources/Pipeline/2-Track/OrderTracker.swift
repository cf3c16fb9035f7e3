internal import Commerce
internal import Streaming

/// Joins the events of orders, payments and parcels by order id, counts outcomes, and raises a trigger for each order
/// in danger.
struct OrderTracker: Tracker, ~Copyable {
    static var signals: [Signal] { Signal.allCases }

    var orders = StateTable<OrderState>()
    var texts = ByteArena()
    private var families: DeclineFamilyCache
    /// The slot that was looked at last for an order that is forgotten.
    var tidied = 0

    init(rules: TrackRules) { families = DeclineFamilyCache(rules.declineCodes) }

    mutating func take(_ index: Int, of chunk: borrowing SourceChunk, in context: inout TrackContext) {
        let event = chunk.events.events[index]
        guard !event.orderID.isEmpty else { return }
        let id = chunk.events.text.span.extracting(event.orderID.indices)
        let customer = chunk.events.text.span.extracting(event.customerID.indices)
        let slot = slot(of: event, id: id, customer: customer, in: &context)
        switch event.type {
        case .orderPlaced: placed(slot, event, chunk, &context)
        case .paymentAuthorized, .paymentCaptured: paid(slot, event, &context)
        case .paymentFailed: paymentFailed(slot, event, id, &context)
        case .paymentRefunded: break
        case .orderConfirmed: confirmed(slot, event, &context)
        case .orderCancelled: cancelled(slot, event, id, &context)
        case .orderShipped: shipped(slot, event, &context)
        case .orderDelivered: ended(slot, .delivered, .delivered, event, &context)
        case .orderReturned: ended(slot, .returned, .returned, event, &context)
        case .fulfilmentMisShipped: misShipped(slot, event, id, &context)
        case .inventoryReservationFailed: reservationFailed(slot, event, &context)
        // These have topics of their own; here they say nothing about an order.
        case .inventoryLevelChanged, .feedbackReceived, .customerPreferencesChanged: break
        }
    }

    func touch(_ event: borrowing Event) -> UInt64 { orders.touch(Self.key(of: event)) }

    /// The key of the order that `event` is about. The lowest bit is left to what deadlines are for.
    private static func key(of event: borrowing Event) -> UInt64 { event.orderHash & ~1 }

    /// The order's slot, with a new state if this is the first that is heard of it.
    private mutating func slot(
        of event: Event,
        id: Span<UInt8>,
        customer: Span<UInt8>,
        in context: inout TrackContext
    ) -> Int {
        let key = Self.key(of: event)
        if let known = orders.slot(of: key, where: { texts.holds($0.id, id) }) {
            guard orders[known].forgetAt > context.watermark else {
                remove(known)
                return insert(key, event, id: id, customer: customer, context.rules)
            }
            if orders[known].customer.isEmpty, !customer.isEmpty { orders[known].customer = texts.store(customer) }
            orders.noteChange(of: known)
            return known
        }
        return insert(key, event, id: id, customer: customer, context.rules)
    }

    private mutating func insert(
        _ key: UInt64,
        _ event: Event,
        id: Span<UInt8>,
        customer: Span<UInt8>,
        _ rules: TrackRules
    ) -> Int {
        var order = OrderState()
        order.id = texts.store(id)
        order.customer = texts.store(customer)
        order.forgetAt = event.occurredAt.advanced(by: rules.openOrderRetention)
        return orders.insert(key, order)
    }

    // MARK: The life of an order

    private mutating func placed(
        _ slot: Int,
        _ event: Event,
        _ chunk: borrowing SourceChunk,
        _ context: inout TrackContext
    ) {
        guard !orders[slot].facts.contains(.placed) else { return }
        orders[slot].note(placed: event)
        var greatest: Int64 = -1
        for line in event.lines.indices {
            let line = chunk.events.lines[line]
            let value = line.quantity.multipliedReportingOverflow(by: line.unitPriceMinor).partialValue
            if value > greatest {
                greatest = value
                orders[slot].sku = line.sku
                orders[slot].category = line.category
                orders[slot].warehouse = line.warehouse
            }
            context.trial(.stockout, at: event.occurredAt, Facets(line))
        }
        let order = orders[slot]
        context.trial(.cancellation, at: event.occurredAt, order.facets)
        if let deadline = order.confirmBy(context.rules) {
            set(.confirm, at: deadline, for: Self.key(of: event), &context)
        }
    }

    private mutating func paid(_ slot: Int, _ event: Event, _ context: inout TrackContext) {
        attempted(slot, event, &context)
        orders[slot].facts.insert(.paid)
        orders[slot].families = 0
        settle(slot, .paid, at: event, &context)
    }

    private mutating func confirmed(_ slot: Int, _ event: Event, _ context: inout TrackContext) {
        orders[slot].facts.insert(.confirmed)
        settle(slot, .confirmed, at: event, &context)
    }

    private mutating func cancelled(
        _ slot: Int,
        _ event: Event,
        _ id: Span<UInt8>,
        _ context: inout TrackContext
    ) {
        guard !orders[slot].facts.contains(.cancelled) else { return }
        if !orders[slot].facts.contains(.placed) { context.outbox.count { $0.orphanCancellations += 1 } }
        orders[slot].facts.insert(.cancelled)
        let order = orders[slot]
        var facets = order.facets
        facets[.reason] = context.vocabulary[event.reason]
        context.failure(
            .cancellation,
            at: event.occurredAt,
            facets,
            id: id,
            amountMinor: order.totalMinor,
            currency: order.currency
        )
        raise(.cancelled, event.reason.asCause, slot, event, &context)
    }

    private mutating func shipped(_ slot: Int, _ event: Event, _ context: inout TrackContext) {
        guard !orders[slot].facts.contains(.shipped) else { return }
        orders[slot].facts.insert(.shipped)
        orders[slot].warehouse = event.warehouse
        var facets = orders[slot].facets
        facets[.carrier] = event.carrier
        context.trial(.misShipment, at: event.occurredAt, facets)
        guard event.promisedAt != .distantFuture else { return }
        orders[slot].promisedAt = event.promisedAt
        set(.promise, at: event.promisedAt, for: Self.key(of: event), &context)
    }

    /// Delivered, or returned: whatever danger there was is over.
    private mutating func ended(
        _ slot: Int,
        _ fact: OrderState.Facts,
        _ cause: Cause,
        _ event: Event,
        _ context: inout TrackContext
    ) {
        orders[slot].facts.insert(fact)
        settle(slot, cause, at: event, &context)
        close(slot, event, &context)
    }

    /// Remembers an order that is over for a shorter time.
    private mutating func close(_ slot: Int, _ event: Event, _ context: inout TrackContext) {
        let end = event.occurredAt.advanced(by: context.rules.closedOrderRetention)
        guard end < orders[slot].forgetAt else { return }
        orders[slot].forgetAt = end
    }

    private mutating func misShipped(
        _ slot: Int,
        _ event: Event,
        _ id: Span<UInt8>,
        _ context: inout TrackContext
    ) {
        guard !orders[slot].facts.contains(.misShipped) else { return }
        orders[slot].facts.insert(.misShipped)
        let order = orders[slot]
        var facets = order.facets
        // Who reports a wrong parcel may not say where it came from: then it came from where it was shipped.
        if event.warehouse != .unknown { facets[.warehouse] = event.warehouse }
        facets[.carrier] = event.carrier
        facets[.cause] = context.vocabulary[event.fault]
        context.failure(
            .misShipment,
            at: event.occurredAt,
            facets,
            id: id,
            amountMinor: order.totalMinor,
            currency: order.currency
        )
        raise(.wrongShipment, event.fault.asCause, slot, event, &context)
    }

    private mutating func reservationFailed(_ slot: Int, _ event: Event, _ context: inout TrackContext) {
        let facts = orders[slot].facts
        guard facts.isDisjoint(with: [.outOfStock, .cancelled, .delivered]) else { return }
        orders[slot].facts.insert(.outOfStock)
        raise(.unconfirmed, .stock, slot, event, &context)
    }

    // MARK: Payments

    /// Counts a trial, once for each order and provider, method and issuer, however often it is tried.
    private mutating func attempted(_ slot: Int, _ event: Event, _ context: inout TrackContext) {
        orders[slot].note(attempt: event)
        guard !orders[slot].facts.contains(.attemptCounted) else { return }
        orders[slot].facts.insert(.attemptCounted)
        context.trial(.paymentFailure, at: event.occurredAt, orders[slot].facets)
    }

    private mutating func paymentFailed(
        _ slot: Int,
        _ event: Event,
        _ id: Span<UInt8>,
        _ context: inout TrackContext
    ) {
        attempted(slot, event, &context)
        let family = families.family(of: event, &context)
        if !orders[slot].facts.contains(.failureCounted) {
            orders[slot].facts.insert(.failureCounted)
            var facets = orders[slot].facets
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
        guard orders[slot].facts.isDisjoint(with: [.paid, .cancelled]), orders[slot].isNew(family) else { return }
        raise(.paymentFailed, family.asCause, slot, event, &context)
    }

    // MARK: Triggers

    /// Tells RETAIN that the danger is over, if it was told of one.
    private mutating func settle(_ slot: Int, _ cause: Cause, at event: Event, _ context: inout TrackContext) {
        guard orders[slot].facts.contains(.endangered) else { return }
        orders[slot].facts.remove([.endangered, .outOfStock])
        raise(.settled, cause, slot, event, &context)
    }

    private mutating func raise(
        _ kind: Trigger.Kind,
        _ cause: Cause,
        _ slot: Int,
        _ event: Event,
        _ context: inout TrackContext
    ) {
        var facts = orders[slot].facts(words: context.decoder.words, rules: context.rules)
        if event.sku != .unknown { facts.sku = context.decoder.words.text(event.sku) }
        if event.category != .unknown { facts.category = context.decoder.words.text(event.category) }
        if event.warehouse != .unknown { facts.warehouse = context.decoder.words.text(event.warehouse) }
        var payment: PaymentFacts?
        if kind == .paymentFailed { payment = PaymentFacts(event, words: context.decoder.words) }
        raise(kind, cause, slot, at: event.occurredAt, facts, payment, &context)
    }

    mutating func raise(
        _ kind: Trigger.Kind,
        _ cause: Cause,
        _ slot: Int,
        at time: EventTime,
        _ context: inout TrackContext
    ) {
        let facts = orders[slot].facts(words: context.decoder.words, rules: context.rules)
        let payment = orders[slot].lastAttempt(words: context.decoder.words)
        raise(kind, cause, slot, at: time, facts, payment, &context)
    }

    private mutating func raise(
        _ kind: Trigger.Kind,
        _ cause: Cause,
        _ slot: Int,
        at time: EventTime,
        _ facts: OrderFacts,
        _ payment: PaymentFacts?,
        _ context: inout TrackContext
    ) {
        if kind != .settled { orders[slot].facts.insert(.endangered) }
        let orderID = texts.string(orders[slot].id)
        context.raise(
            Trigger(
                id: StableID.make("trg", orderID, kind.rawValue, cause.rawValue, "\(time.milliseconds)"),
                kind: kind,
                cause: cause,
                occurredAt: time,
                orderID: orderID,
                customerID: texts.string(orders[slot].customer),
                order: facts,
                payment: payment
            )
        )
    }
}
