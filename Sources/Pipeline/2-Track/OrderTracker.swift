internal import Commerce
internal import Streaming

/// Joins the events of orders, payments and parcels by order id, counts outcomes, and raises a trigger for each order
/// in danger.
struct OrderTracker: Tracker, ~Copyable {
    static var signals: [Signal] { Signal.allCases }

    var orders = StateTable<OrderState>()
    var texts = ByteArena()
    var families: DeclineFamilyCache
    /// Who cancelled lately.
    var cancelling = CancellingCustomers()
    /// The skus of the order that is told of, kept to be filled again.
    var skus: [Word] = []
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
        case .paymentRefunded: refunded(slot, event, &context)
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
    static func key(of event: borrowing Event) -> UInt64 { event.orderHash & ~1 }

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
            if orders[known].customer.isEmpty, !customer.isEmpty, !orders[known].facts.contains(.forgotten) {
                orders[known].customer = texts.store(customer)
            }
            // The time begins with its first event, which may be heard of later.
            let end = event.occurredAt.advanced(by: context.rules.openOrderRetention)
            if end < orders[known].forgetAt { orders[known].forgetAt = end }
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
        // Where it was shipped from is known better than where it was to come from.
        let isShipped = orders[slot].facts.contains(.shipped) && orders[slot].warehouse != .unknown
        var greatest: Int64 = -1
        for line in event.lines.indices {
            let line = chunk.events.lines[line]
            let value = line.quantity.multipliedReportingOverflow(by: line.unitPriceMinor).partialValue
            if value > greatest {
                greatest = value
                orders[slot].sku = line.sku
                orders[slot].category = line.category
                if !isShipped { orders[slot].warehouse = line.warehouse }
            }
            context.trial(.stockout, at: event.occurredAt, Facets(line))
        }
        context.trial(.cancellation, at: event.occurredAt, orders[slot].facets)
        if context.rules.tellPlaced { tellPlaced(slot, event, chunk, &context) }
        setConfirmation(slot, for: event, &context)
    }

    private mutating func confirmed(_ slot: Int, _ event: Event, _ context: inout TrackContext) {
        orders[slot].facts.insert(.confirmed)
        orders[slot].turn(isKept: true, at: event.occurredAt)
        guard !orders[slot].facts.contains(.givenUp) else { return }
        settle(slot, .confirmed, at: event, &context)
    }

    /// A cancellation counts whatever came after it; it is a danger unless the order was kept since.
    private mutating func cancelled(
        _ slot: Int,
        _ event: Event,
        _ id: Span<UInt8>,
        _ context: inout TrackContext
    ) {
        let before = orders[slot].facts
        orders[slot].facts.insert(.cancelled)
        orders[slot].turn(isKept: false, at: event.occurredAt)
        if !before.contains(.cancelled) { countCancellation(slot, event, id, &context) }
        guard orders[slot].life == .cancelled, !before.isSuperset(of: [.cancelled, .givenUp]) else { return }
        raise(.cancelled, event.reason.asCause, slot, event, &context)
    }

    /// Counts a cancellation. One of a customer's many, and one that follows from a payment or a reservation that failed,
    /// is counted at no place: no place is to blame for the one, and the other was counted where it failed.
    private mutating func countCancellation(
        _ slot: Int,
        _ event: Event,
        _ id: Span<UInt8>,
        _ context: inout TrackContext
    ) {
        let order = orders[slot]
        if !order.facts.contains(.placed) { context.outbox.count { $0.orphanCancellations += 1 } }
        var facets = order.facets
        let isCluster = isCluster(event, of: order, context)
        let reason = order.reason(behind: event.reason)
        facets[.reason] = isCluster ? context.vocabulary.oneCustomer : context.vocabulary[reason]
        let isPlaceless = isCluster || order.isConsequence(reason)
        context.failure(
            .cancellation,
            at: event.occurredAt,
            facets,
            id: id,
            amountMinor: order.totalMinor,
            currency: order.currency,
            isPlaceless: isPlaceless && !context.plan.byOutcome(.cancellation).isEmpty
        )
    }

    /// Whether `event` cancels one more order than a customer usually does. What the shop cancels is its own affair.
    private mutating func isCluster(_ event: Event, of order: OrderState, _ context: borrowing TrackContext) -> Bool {
        guard !context.isLate, !order.customer.isEmpty, event.canceller != .merchant, event.canceller != .system else {
            return false
        }
        return cancelling.note(texts.hash(of: order.customer), at: event.occurredAt)
    }

    private mutating func shipped(_ slot: Int, _ event: Event, _ context: inout TrackContext) {
        let before = orders[slot].facts
        orders[slot].facts.insert(.shipped)
        orders[slot].turn(isKept: true, at: event.occurredAt)
        if !before.contains(.shipped) {
            if event.warehouse != .unknown { orders[slot].warehouse = event.warehouse }
            var facets = orders[slot].facets
            facets[.carrier] = event.carrier
            context.trial(.misShipment, at: event.occurredAt, facets)
            // What is sent after a wrong parcel, or after its time, is not the end of that.
            if !before.contains(.misShipped), !orders[slot].facts.contains(.givenUp) {
                settle(slot, .confirmed, at: event, &context)
            }
        }
        promise(slot, event, &context)
    }

    /// Of several parcels the last one makes the order whole.
    private mutating func promise(_ slot: Int, _ event: Event, _ context: inout TrackContext) {
        let known = orders[slot].promisedAt
        guard event.promisedAt != .distantFuture, known == .distantFuture || event.promisedAt > known else { return }
        orders[slot].promisedAt = event.promisedAt
        orders[slot].facts.remove(.promisePast)
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
        let isFirst = !orders[slot].facts.contains(fact)
        orders[slot].facts.insert(fact)
        if isFirst { end(slot, cause, at: event, &context) } else { settle(slot, cause, at: event, &context) }
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

    /// Stock is missing: a danger, unless the shop found some and said so since.
    private mutating func reservationFailed(_ slot: Int, _ event: Event, _ context: inout TrackContext) {
        let order = orders[slot]
        orders[slot].facts.insert(.outOfStock)
        let isFound = !order.facts.isDisjoint(with: [.confirmed, .shipped]) && order.turnedAt >= event.occurredAt
        guard !order.facts.isSuperset(of: [.outOfStock, .endangered]), !isFound, !order.life.isOver else { return }
        raise(.unconfirmed, .stock, slot, event, &context)
    }
}
