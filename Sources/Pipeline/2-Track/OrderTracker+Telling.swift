internal import Commerce
internal import Streaming

// What RETAIN is told of an order.
extension OrderTracker {
    /// Tells RETAIN that the danger is over, if it was told of one.
    mutating func settle(_ slot: Int, _ cause: Cause, at event: Event, _ context: inout TrackContext) {
        guard orders[slot].facts.contains(.endangered) else { return }
        orders[slot].facts.remove(.endangered)
        raise(.settled, cause, slot, event, &context)
    }

    /// Tells RETAIN how an order ended that was in danger at some time, also when that danger was over before: it wants to
    /// know what came of what it did.
    mutating func end(_ slot: Int, _ cause: Cause, at event: Event, _ context: inout TrackContext) {
        guard orders[slot].facts.contains(.told) else { return }
        orders[slot].facts.remove(.endangered)
        raise(.settled, cause, slot, event, &context)
    }

    /// Tells RETAIN that an order was placed, and of what it is made.
    mutating func tellPlaced(
        _ slot: Int,
        _ event: Event,
        _ chunk: borrowing SourceChunk,
        _ context: inout TrackContext
    ) {
        // Nobody could be reached.
        guard !orders[slot].customer.isEmpty else { return }
        skus.removeAll(keepingCapacity: true)
        for line in event.lines.indices where skus.count < OrderFacts.skusMax {
            let sku = chunk.events.lines[line].sku
            if sku != .unknown, !skus.contains(sku) { skus.append(sku) }
        }
        let order = orders[slot].placed(deadlines: context.deadlines)
        let id = TriggerCodec.id(ofPlaced: order, texts: texts)
        let value = TriggerCodec.encode(placed: order, id: id, skus: skus, words: context.decoder.words, texts: texts)
        context.tellPlaced(value, customer: texts.bytes(order.customer), id: id, at: order.placedAt)
    }

    mutating func raise(
        _ kind: Trigger.Kind,
        _ cause: Cause,
        _ slot: Int,
        _ event: Event,
        _ context: inout TrackContext
    ) {
        var facts = orders[slot].facts(words: context.decoder.words, deadlines: context.deadlines)
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
        let facts = orders[slot].facts(words: context.decoder.words, deadlines: context.deadlines)
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
        if kind != .settled, kind != .placed { orders[slot].facts.formUnion([.endangered, .told]) }
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
