import Commerce
import Streaming

// Orders are placed, and cancelled.
extension Shop {
    /// Orders of serial cancellers are numbered from here, so that they shift nobody else's number.
    private static let firstSerialNumber = 50_000_000

    mutating func placeNextOrder(at now: Int64) {
        orderCount += 1
        _ = place(orderCount - 1, customer: nil, at: now)
    }

    mutating func placeSerialOrder(_ number: Int, at now: Int64) {
        let slot = place(Self.firstSerialNumber + number, customer: 0, at: now)
        orders[slot].isSerial = true
        let delay = orders[slot].chance.milliseconds(120_000...600_000)
        plan(.cancel, slot, after: delay, of: now, .changedMind, by: .customer)
    }

    /// - Parameter example: the order of which the new one has the products; chance chooses them where there is none.
    mutating func place(_ number: Int, customer chosen: Int?, like example: Order? = nil, at now: Int64) -> Int {
        let chance = Chance(seed: seed, .orders, number: UInt64(number))
        let promotion = plan.promotion(at: now)
        var order = Order(number, from: world, chance, customer: chosen, promotion: promotion, at: now)
        if let newcomer = plan.newcomer(at: now) { order.move(to: newcomer, world) }
        if let example { order.want(sameAs: example) }
        let slot = orders.insert(order)
        if scenario.configuration.behaviour.responses != nil { slots[number] = slot }
        tellPlaced(slot, at: now)
        plan(.reserve, slot, after: orders[slot].chance.milliseconds(500...2000), of: now)
        planCancellation(slot, at: now)
        planPayment(slot, at: now)
        return slot
    }

    private mutating func planPayment(_ slot: Int, at now: Int64) {
        let behaviour = scenario.configuration.behaviour
        if orders[slot].chance.happens(behaviour.neverPaidShare) {
            plan(.expire, slot, after: behaviour.unpaidExpiry.rawValue, of: now)
            planReturn(slot, at: now)
        } else {
            let delay = 3000 + Int64(Swift.min(orders[slot].chance.exponential(), 8) * 12_000)
            plan(.pay, slot, after: delay, of: now)
        }
    }

    /// The customer may come to cancel, of her own accord or because of a wave of cancellations.
    private mutating func planCancellation(_ slot: Int, at now: Int64) {
        let category = world.skus[Int(orders[slot].lines[0].sku)].category
        let factor = climate.cancellations(of: orders[slot], category: category)
        let base = RateDrift.shift(scenario.configuration.behaviour.cancellationShare, by: factor)
        let draw = orders[slot].chance.unit()
        var reason = world.words.reason(&orders[slot].chance)
        var delay = 60_000 + Int64(orders[slot].chance.exponential() * 2_400_000)
        let soon = orders[slot].chance.milliseconds(60_000...600_000)
        if draw >= base {
            guard let wave = wave(slot, at: now), draw < base + wave.extra else { return }
            reason = plan.incidents[wave.incident].reason ?? reason
            delay = soon
        }
        plan(.cancel, slot, after: delay, of: now, reason, by: reason == .fraud ? .merchant : .customer)
    }

    /// The share of orders like this one that are cancelled now beyond what is usual.
    private func wave(_ slot: Int, at now: Int64) -> (incident: Int, extra: Double)? {
        let share = scenario.configuration.behaviour.cancellationShare
        var most: (incident: Int, extra: Double)?
        for index in plan.lasting(.cancellation, at: now) {
            let incident = plan.incidents[index]
            guard incident.concerns(orders[slot].facets(in: world)) else { continue }
            let usual = share * WordChoices.share(of: incident.reason)
            let extra = incident.raise(usual, at: now) - usual
            if extra > most?.extra ?? 0 { most = (index, extra) }
        }
        return most
    }

    /// Cancels an order that has not left yet; what was paid is paid back, what was reserved is freed.
    mutating func cancel(_ slot: Int, _ reason: CancelReason, by canceller: Canceller, at now: Int64) {
        // Who came back does not leave again.
        guard orders[slot].isOpen, !orders[slot].hasComeBack else { return }
        let wasPaid = orders[slot].stage >= .paid
        orders[slot].stage = .cancelled
        tellCancelled(slot, reason, by: canceller, at: now)
        release(slot, at: now)
        planReturn(slot, at: now)
        if wasPaid { plan(.refund, slot, after: orders[slot].chance.milliseconds(60_000...600_000), of: now) }
    }

    /// The system cancels what was never paid.
    mutating func expire(_ slot: Int, at now: Int64) {
        guard orders[slot].stage < .paid else { return }
        cancel(slot, .paymentFailed, by: .system, at: now)
    }
}

extension Order {
    /// What somebody orders at `now`, by chance: of `chosen` if that is given.
    init(
        _ number: Int,
        from world: World,
        _ chance: Chance,
        customer chosen: Int? = nil,
        promotion: Plan.Promotion? = nil,
        at now: Int64
    ) {
        var chance = chance
        let drawn = world.customerChoice.pick(&chance)
        let customer = world.customers[chosen ?? drawn]
        self.init(
            number: number,
            chance: chance,
            placedAt: now,
            customer: Int32(chosen ?? drawn),
            country: customer.country,
            channel: chance.happens(0.85) ? customer.channel : UInt8(world.channelChoice.pick(&chance)),
            warehouse: UInt8(world.warehouseChoice.pick(&chance))
        )
        if let promotion, chance.happens(promotion.share) { add(promotion.sku) }
        fill(from: world, &chance)
        let usual = chance.happens(0.8)
        use(usual ? Int(customer.instrument) : world.instrumentChoice.pick(&chance), of: world)
        method = usual ? customer.method : UInt8(world.methodChoices[Int(provider)].pick(&chance))
        self.chance = chance
    }

    /// Puts one piece of the sku into the order.
    fileprivate mutating func add(_ sku: Int) {
        lines[lineCount] = Line(sku: UInt16(sku), quantity: 1)
        lineCount += 1
    }

    /// Puts one to three skus into the order.
    fileprivate mutating func fill(from world: World, _ chance: inout Chance) {
        let draw = chance.unit()
        let wanted = draw < 0.6 ? 1 : draw < 0.87 ? 2 : 3
        for _ in lineCount..<max(wanted, lineCount) {
            let sku = UInt16(world.skuChoice.pick(&chance))
            let pieces = chance.unit()
            guard !(0..<lineCount).contains(where: { lines[$0].sku == sku }) else { continue }
            lines[lineCount] = Line(sku: sku, quantity: pieces < 0.8 ? 1 : pieces < 0.95 ? 2 : 3)
            lineCount += 1
        }
    }

    /// Has the products of another order.
    fileprivate mutating func want(sameAs other: Order) { (lines, lineCount) = (other.lines, other.lineCount) }

    /// Pays with a new provider, by chance.
    mutating func move(to newcomer: Plan.Newcomer, _ world: World) {
        guard chance.happens(newcomer.share) else { return }
        provider = UInt8(newcomer.provider)
        method = UInt8(world.methodChoices[newcomer.provider].pick(&chance))
    }

    /// Pays with the instrument at `index`.
    mutating func use(_ index: Int, of world: World) {
        provider = UInt8(world.instruments[index].provider)
        issuer = UInt8(world.instruments[index].issuer)
    }
}
