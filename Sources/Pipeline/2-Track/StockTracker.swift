internal import Commerce
internal import Detection
internal import Kafka
internal import Streaming

/// Watches stock by sku: counts failed reservations and the demand that an empty shelf loses, hands failed reservations
/// over to the orders they concern, tells those who wait when their sku is back, and warns of shelves that will be empty.
struct StockTracker: Tracker, ~Copyable {
    static var signals: [Signal] { [.stockout, .volume] }

    /// Orders and skus whose failed reservation was counted: an order that tries again is one failure.
    var counted: RecentSet
    /// Who waits for which sku, in the order they came.
    var waiting = KeyedState<WaitingList>()
    /// What sells or is missing, by sku and warehouse; of shelves from which nothing is taken nothing is known.
    var shelves = StateTable<Shelf>()

    /// How many shelves a task remembers; what sells beyond that is not known to be lost when it runs out.
    static let shelvesMax = 1 << 20

    /// Of which shelves nobody wants to be warned.
    let silences: [Silence]

    init(rules: TrackRules, silences: [Silence] = []) {
        counted = RecentSet(window: rules.deduplicationWindow)
        self.silences = silences
    }

    mutating func take(_ index: Int, of chunk: borrowing SourceChunk, in context: inout TrackContext) {
        let event = chunk.events.events[index]
        switch event.type {
        case .inventoryReservationFailed: reservationFailed(index, chunk, &context)
        case .inventoryLevelChanged:
            changeShelf(event, &context)
            levelChanged(event, &context)
        // The other types have topics of their own; on this one they say nothing about stock.
        default: break
        }
    }

    private mutating func reservationFailed(
        _ index: Int,
        _ chunk: borrowing SourceChunk,
        _ context: inout TrackContext
    ) {
        let event = chunk.events.events[index]
        let id = chunk.events.text.span.extracting(event.orderID.indices)
        var hash = StableHash()
        hash.combine(event.orderHash)
        hash.combine(UInt64(event.sku.rawValue))
        if counted.insert(hash.value, at: event.occurredAt) {
            let facets = Facets(stock: event)
            context.failure(.stockout, at: event.occurredAt, facets, id: id, amountMinor: 0, currency: .unknown)
            noteFailure(event)
            let sku = context.decoder.words.text(event.sku)
            wait(event, chunk, for: sku, limit: context.rules.waitingPerSku)
        }
        context.route(index, of: chunk)
    }

    private mutating func wait(_ event: Event, _ chunk: borrowing SourceChunk, for sku: String, limit: Int) {
        // A product that many want and nobody gets must not be read as a whole for each of them.
        guard !event.customerID.isEmpty, WaitingList.count(in: waiting.reader(of: sku)) < limit else { return }
        var queue = waiting[sku] ?? WaitingList()
        queue.add(
            WaitingList.Customer(
                orderID: chunk.events.string(event.orderID),
                customerID: chunk.events.string(event.customerID),
                quantity: max(event.quantity, 1),
                since: event.occurredAt
            )
        )
        waiting[sku] = queue
    }

    /// Tells those who wait, in the order they came, no more than there is stock. A level that is late says nothing of how
    /// things stand.
    private mutating func levelChanged(_ event: Event, _ context: inout TrackContext) {
        guard !context.isLate else { return }
        let sku = context.decoder.words.text(event.sku)
        guard var queue = waiting[sku] else { return }
        let served = queue.serve(
            event.available,
            in: context.decoder.words.text(event.warehouse),
            at: event.occurredAt,
            dropping: event.occurredAt.advanced(by: -context.rules.openOrderRetention)
        )
        for customer in served { notify(customer, event, &context) }
        waiting[sku] = queue.customers.isEmpty ? nil : queue
    }

    private func notify(_ customer: WaitingList.Customer, _ event: Event, _ context: inout TrackContext) {
        let words = (
            sku: context.decoder.words.text(event.sku),
            category: context.decoder.words.text(event.category),
            warehouse: context.decoder.words.text(event.warehouse)
        )
        context.raise(
            Trigger(
                id: StableID.make("trg", customer.orderID, "back_in_stock", words.sku, "\(event.eventID)"),
                kind: .backInStock,
                cause: .replenished,
                occurredAt: event.occurredAt,
                orderID: customer.orderID,
                customerID: customer.customerID,
                order: OrderFacts(sku: words.sku, category: words.category, warehouse: words.warehouse)
            )
        )
    }

    /// Whoever is forgotten waits for nothing.
    mutating func forget(customer id: String) {
        waiting.update { list in
            guard list.forget(id) else { return .none }
            return list.customers.isEmpty ? .removed : .changed
        }
    }
}
