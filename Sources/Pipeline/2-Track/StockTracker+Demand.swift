internal import Commerce
internal import Detection
internal import Streaming

// The demand that is lost while a product is not there: nobody orders what is not offered, so no reservation fails.
extension StockTracker {
    private static func key(of sku: Word, in warehouse: Word) -> UInt64 {
        UInt64(sku.rawValue) << 32 | UInt64(warehouse.rawValue)
    }

    private func shelf(of event: Event) -> Int? {
        shelves.slot(of: Self.key(of: event.sku, in: event.warehouse)) { _ in true }
    }

    mutating func changeShelf(_ event: Event, _ context: inout TrackContext) {
        // A level that is late says nothing of how things stand, and `other` are many shelves.
        guard !context.isLate, event.sku != .other, event.warehouse != .other else { return }
        guard let slot = shelf(of: event) ?? addShelf(event, &context) else { return }
        shelves.noteChange(of: slot)
        if event.available > 0 { countLost(slot, by: event.occurredAt, &context) }
        if shelves[slot].change(event) { setDue(slot, &context) }
        tellCover(slot, at: event.occurredAt, &context)
    }

    /// Warns of a shelf that will be empty before goods can come, and says when that is over.
    private mutating func tellCover(_ slot: Int, at time: EventTime, _ context: inout TrackContext) {
        let lead = context.rules.stockLead
        guard let news = shelves[slot].news(at: time, lead: lead) else { return }
        let warning = StockWarning(
            sku: context.decoder.words.text(shelves[slot].sku),
            warehouse: context.decoder.words.text(shelves[slot].warehouse),
            lead: lead
        )
        guard let alert = warning.alert(news, at: time, silences: silences) else { return }
        context.outbox.publish(alert)
    }

    private mutating func addShelf(_ event: Event, _ context: inout TrackContext) -> Int? {
        guard event.previous > event.available || event.available > 0, shelves.count < Self.shelvesMax else {
            return nil
        }
        let slot = shelves.insert(Self.key(of: event.sku, in: event.warehouse), Shelf(event))
        setDue(slot, &context)
        return slot
    }

    mutating func noteFailure(_ event: Event) {
        guard let slot = shelf(of: event) else { return }
        shelves[slot].noteFailure(of: event.quantity)
        shelves.noteChange(of: slot)
    }

    private func setDue(_ slot: Int, _ context: inout TrackContext) {
        let shelf = shelves[slot]
        let key = Self.key(of: shelf.sku, in: shelf.warehouse)
        context.timers.add(TimerQueue.Timer(deadline: shelf.due, key: key))
    }

    mutating func due(_ timer: TimerQueue.Timer, in context: inout TrackContext) {
        let time = timer.deadline
        guard let slot = shelves.slot(of: timer.key, where: { $0.due == time }) else { return }
        shelves.noteChange(of: slot)
        countLost(slot, by: time, &context)
        tellCover(slot, at: time, &context)
        shelves[slot].passDue(at: time)
        if shelves[slot].due == .distantFuture { shelves.remove(at: slot) } else { setDue(slot, &context) }
    }

    /// Lost pieces are reservations that failed before anybody could try.
    private mutating func countLost(_ slot: Int, by time: EventTime, _ context: inout TrackContext) {
        let lost = shelves[slot].lost(by: time)
        guard lost > 0 else { return }
        let shelf = shelves[slot]
        var facets = Facets()
        facets[.sku] = shelf.sku
        facets[.category] = shelf.category
        facets[.warehouse] = shelf.warehouse
        let nobody: [UInt8] = []
        context.trial(.stockout, at: time, facets, number: lost)
        context.failure(
            .stockout,
            at: time,
            facets,
            id: nobody.span,
            amountMinor: 0,
            currency: .unknown,
            number: lost
        )
    }

    /// Looks again at every shelf when it is due.
    func setAllDue(in context: inout TrackContext) {
        var due: [TimerQueue.Timer] = []
        shelves.forEach { key, shelf in due.append(TimerQueue.Timer(deadline: shelf.due, key: key)) }
        for timer in due { context.timers.add(timer) }
    }
}
