internal import Commerce
internal import Streaming

/// Joins the events of orders, payments and parcels by order id, counts outcomes, and raises a trigger for each order
/// in danger.
struct OrderTracker: Tracker, ~Copyable {
    static var signals: [Signal] { Signal.allCases.filter { $0 != .volume } }

    var orders = StateTable<OrderState>()
    var texts = ByteArena()
    private var families = DeclineFamilyCache()

    /// What a deadline is for.
    enum Deadline: UInt8 {
        case confirm
        case promise
        case forget
    }

    init() {}

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

    func touch(_ event: borrowing Event) -> UInt64 { orders.touch(event.orderHash) }

    /// The order's slot, with a new state if this is the first that is heard of it.
    private mutating func slot(
        of event: Event,
        id: Span<UInt8>,
        customer: Span<UInt8>,
        in context: inout TrackContext
    ) -> Int {
        if let known = orders.slot(of: event.orderHash, where: { texts.holds($0.id, id) }) {
            if orders[known].customer.isEmpty, !customer.isEmpty { orders[known].customer = texts.store(customer) }
            orders.noteChange(of: known)
            return known
        }
        var order = OrderState()
        order.id = texts.store(id)
        order.customer = texts.store(customer)
        order.forgetAt = event.occurredAt.advanced(by: context.rules.openOrderRetention)
        set(.forget, at: order.forgetAt, for: event.orderHash, &context)
        return orders.insert(event.orderHash, order)
    }

    func set(_ deadline: Deadline, at time: EventTime, for key: UInt64, _ context: inout TrackContext) {
        context.timers.add(TimerQueue.Timer(deadline: time, key: key, kind: deadline.rawValue))
    }

    // MARK: The life of an order

    private mutating func placed(
        _ slot: Int,
        _ event: Event,
        _ chunk: borrowing SourceChunk,
        _ context: inout TrackContext
    ) {
        guard !orders[slot].facts.contains(.placed) else { return }
        orders[slot].note(placed: event, confirmBy: event.occurredAt.advanced(by: context.rules.confirmationDeadline))
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
            context.trial(
                at: event.occurredAt,
                [
                    SliceKey(.stockout),
                    SliceKey(.stockout, .sku, line.sku),
                    SliceKey(.stockout, .category, line.category),
                    SliceKey(.stockout, .warehouse, line.warehouse),
                    SliceKey(.stockout, .warehouse, line.warehouse, .sku, line.sku),
                ]
            )
        }
        let order = orders[slot]
        context.trial(
            at: event.occurredAt,
            [
                SliceKey(.cancellation),
                SliceKey(.cancellation, .country, order.country),
                SliceKey(.cancellation, .channel, order.channel),
                SliceKey(.cancellation, .category, order.category),
                SliceKey(.cancellation, .warehouse, order.warehouse),
            ]
        )
        set(.confirm, at: order.confirmBy, for: event.orderHash, &context)
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
        context.failure(
            at: event.occurredAt,
            id: id,
            amountMinor: order.totalMinor,
            currency: order.currency,
            [
                SliceKey(.cancellation),
                SliceKey(.cancellation, .country, order.country),
                SliceKey(.cancellation, .channel, order.channel),
                SliceKey(.cancellation, .reason, context.decoder.words.intern(event.reason.rawValue)),
                SliceKey(.cancellation, .category, order.category),
                SliceKey(.cancellation, .warehouse, order.warehouse),
            ]
        )
        raise(.cancelled, event.reason.asCause, slot, event, &context)
    }

    private mutating func shipped(_ slot: Int, _ event: Event, _ context: inout TrackContext) {
        guard !orders[slot].facts.contains(.shipped) else { return }
        orders[slot].facts.insert(.shipped)
        orders[slot].warehouse = event.warehouse
        context.trial(
            at: event.occurredAt,
            [
                SliceKey(.misShipment),
                SliceKey(.misShipment, .warehouse, event.warehouse),
                SliceKey(.misShipment, .carrier, event.carrier),
            ]
        )
        guard event.promisedAt != .distantFuture else { return }
        orders[slot].promisedAt = event.promisedAt
        set(.promise, at: event.promisedAt, for: event.orderHash, &context)
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
        set(.forget, at: end, for: event.orderHash, &context)
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
        context.failure(
            at: event.occurredAt,
            id: id,
            amountMinor: order.totalMinor,
            currency: order.currency,
            [
                SliceKey(.misShipment),
                SliceKey(.misShipment, .warehouse, event.warehouse),
                SliceKey(.misShipment, .carrier, event.carrier),
                SliceKey(.misShipment, .cause, context.decoder.words.intern(event.fault.rawValue)),
            ]
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
        context.trial(at: event.occurredAt, attemptSlices(slot, event))
    }

    /// Where an attempt and its failure are counted.
    private func attemptSlices(_ slot: Int, _ event: Event) -> [7 of SliceKey] {
        [
            SliceKey(.paymentFailure),
            SliceKey(.paymentFailure, .provider, event.provider),
            SliceKey(.paymentFailure, .method, event.method),
            SliceKey(.paymentFailure, .issuer, event.issuer),
            SliceKey(.paymentFailure, .country, orders[slot].country),
            SliceKey(.paymentFailure, .channel, orders[slot].channel),
            SliceKey(.paymentFailure, .provider, event.provider, .issuer, event.issuer),
        ]
    }

    private mutating func paymentFailed(
        _ slot: Int,
        _ event: Event,
        _ id: Span<UInt8>,
        _ context: inout TrackContext
    ) {
        attempted(slot, event, &context)
        let family = families.family(of: event.declineCode, in: context.decoder.words)
        if !orders[slot].facts.contains(.failureCounted) {
            orders[slot].facts.insert(.failureCounted)
            let (time, amount, currency) = (event.occurredAt, event.amountMinor, event.currency)
            let how: [1 of SliceKey] = [
                SliceKey(.paymentFailure, .declineFamily, context.decoder.words.intern(family.rawValue))
            ]
            context.failure(at: time, id: id, amountMinor: amount, currency: currency, attemptSlices(slot, event))
            context.failure(at: time, id: id, amountMinor: amount, currency: currency, how)
        }
        guard orders[slot].facts.isDisjoint(with: [.paid, .cancelled]), orders[slot].isNew(family) else { return }
        raise(.paymentFailed, family.asCause, slot, event, &context)
    }

    // MARK: Deadlines

    mutating func due(_ timer: TimerQueue.Timer, in context: inout TrackContext) {
        let time = timer.deadline
        switch Deadline(rawValue: timer.kind) {
        case .confirm:
            guard let slot = orders.slot(of: timer.key, where: { $0.confirmBy == time }) else { return }
            orders[slot].facts.insert(.confirmationPast)
            orders.noteChange(of: slot)
            confirmationDue(slot, at: time, &context)
        case .promise:
            guard let slot = orders.slot(of: timer.key, where: { $0.promisedAt == time }) else { return }
            orders[slot].facts.insert(.promisePast)
            orders.noteChange(of: slot)
            guard orders[slot].facts.isDisjoint(with: [.delivered, .cancelled, .returned]) else { return }
            raise(.delayed, .promiseMissed, slot, at: time, &context)
        case .forget:
            guard let slot = orders.slot(of: timer.key, where: { $0.forgetAt == time }) else { return }
            texts.release(orders[slot].id)
            texts.release(orders[slot].customer)
            orders.remove(at: slot)
        case nil: preconditionFailure("the tracker sets only deadlines that it knows")
        }
    }

    private mutating func confirmationDue(_ slot: Int, at time: EventTime, _ context: inout TrackContext) {
        let order = orders[slot]
        let slices: [5 of SliceKey] = [
            SliceKey(.unconfirmed),
            SliceKey(.unconfirmed, .provider, order.provider),
            SliceKey(.unconfirmed, .method, order.method),
            SliceKey(.unconfirmed, .country, order.country),
            SliceKey(.unconfirmed, .channel, order.channel),
        ]
        context.trial(at: time, slices)
        guard order.facts.isDisjoint(with: [.confirmed, .cancelled]) else { return }
        let id = Array(texts.string(order.id).utf8)
        context.failure(
            at: time,
            id: id.span,
            amountMinor: order.totalMinor,
            currency: order.currency,
            slices
        )
        // One that is paid, or owed to the customer, is the shop's to confirm: there is nothing to remind of.
        guard order.facts.isDisjoint(with: [.paid, .outOfStock]), order.totalMinor >= 0 else { return }
        raise(.unconfirmed, .noPayment, slot, at: time, &context)
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
        var facts = orders[slot].facts(texts: texts, words: context.decoder.words)
        if event.sku != .unknown { facts.sku = context.decoder.words.text(event.sku) }
        if event.category != .unknown { facts.category = context.decoder.words.text(event.category) }
        if event.warehouse != .unknown { facts.warehouse = context.decoder.words.text(event.warehouse) }
        var payment: PaymentFacts?
        if kind == .paymentFailed { payment = PaymentFacts(event, words: context.decoder.words) }
        raise(kind, cause, slot, at: event.occurredAt, facts, payment, &context)
    }

    private mutating func raise(
        _ kind: Trigger.Kind,
        _ cause: Cause,
        _ slot: Int,
        at time: EventTime,
        _ context: inout TrackContext
    ) {
        let facts = orders[slot].facts(texts: texts, words: context.decoder.words)
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
