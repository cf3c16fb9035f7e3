internal import Commerce
internal import Streaming

extension OrderState {
    /// When it must be confirmed or paid; `nil` before it was placed. It moves when payment is tried by another method.
    func confirmBy(_ deadlines: ConfirmationDeadlines) -> EventTime? {
        facts.contains(.placed) ? placedAt.advanced(by: deadlines[method]) : nil
    }

    /// Where it stands.
    var life: OrderLife {
        let facts = facts
        if facts.contains(.returned) { return .returned }
        if facts.contains(.delivered) { return .delivered }
        if facts.contains(.givenUp) { return facts.contains(.cancelled) ? .cancelled : .refunded }
        if facts.contains(.shipped) { return .shipped }
        if facts.contains(.confirmed) { return .confirmed }
        if facts.contains(.paid) { return .paid }
        if !facts.contains(.placed) { return .heardOf }
        return facts.contains(.confirmationPast) ? .unconfirmed : .placed
    }

    /// Remembers what `order.placed` says.
    mutating func note(placed event: Event) {
        facts.insert(.placed)
        if event.customMade { facts.insert(.customMade) }
        placedAt = event.occurredAt
        totalMinor = event.amountMinor
        if event.currency != .unknown { currency = event.currency }
        channel = event.channel
        if event.country != .unknown { country = event.country }
        locale = event.locale
        timeZone = event.timeZone
        tier = UInt8(Self.tiers.firstIndex(of: event.tier) ?? 0)
    }

    /// Whether `event` tried payment with another provider, method or issuer than the attempt that is remembered.
    func isOther(attempt event: Event) -> Bool {
        (provider, method, issuer) != (event.provider, event.method, event.issuer)
    }

    /// Remembers where payment was tried last. Another provider, method or issuer counts anew. What the order says of
    /// itself is better known than what a payment says of it.
    mutating func note(attempt event: Event) {
        if isOther(attempt: event) { facts.subtract([.attemptCounted, .failureCounted]) }
        attemptedAt = event.occurredAt
        provider = event.provider
        method = event.method
        issuer = event.issuer
        let isPlaced = facts.contains(.placed)
        if event.country != .unknown, !isPlaced || country == .unknown { country = event.country }
        if event.currency != .unknown, !isPlaced || currency == .unknown { currency = event.currency }
        if !isPlaced { totalMinor = event.amountMinor }
    }

    /// Whether `family` was not told to RETAIN since the last success; from now on it was.
    mutating func isNew(_ family: DeclineFamily) -> Bool {
        let bit = UInt8(1) << UInt8(family.ordinal)
        defer { families |= bit }
        return families & bit == 0
    }

    /// Whether payment was tried and failed, and nothing was paid since.
    var isPaymentFailed: Bool { families != 0 && !facts.contains(.paid) }

    /// Why it was cancelled, when `reason` is what was said: what is known of it where that leaves it open.
    func reason(behind reason: CancelReason) -> CancelReason {
        guard reason == .other || reason == .unknown else { return reason }
        if isPaymentFailed { return .paymentFailed }
        return facts.lacksStock ? .outOfStock : reason
    }

    /// Whether a cancellation for `reason` follows from what was counted elsewhere: a payment or a reservation that failed.
    func isConsequence(_ reason: CancelReason) -> Bool {
        switch reason {
        case .paymentFailed, .outOfStock: true
        case .paymentMethod: isPaymentFailed
        default: false
        }
    }

    /// In which slices it is counted.
    var facets: Facets {
        var facets = Facets()
        facets[.provider] = provider
        facets[.method] = method
        facets[.issuer] = issuer
        facets[.country] = country
        facets[.channel] = channel
        facets[.category] = category
        facets[.warehouse] = warehouse
        facets[.sku] = sku
        return facets
    }

    /// What RETAIN is told of the order.
    func facts(words: borrowing WordTable, deadlines: ConfirmationDeadlines) -> OrderFacts {
        OrderFacts(
            placedAt: facts.contains(.placed) ? placedAt : nil,
            totalMinor: totalMinor,
            currency: words.text(currency),
            tier: Self.tiers[Int(tier)],
            channel: words.text(channel),
            country: words.text(country),
            locale: words.text(locale),
            timeZone: words.text(timeZone),
            sku: words.text(sku),
            category: words.text(category),
            warehouse: words.text(warehouse),
            customMade: facts.contains(.customMade),
            promisedAt: promisedAt == .distantFuture ? nil : promisedAt,
            confirmBy: confirmBy(deadlines)
        )
    }

    /// What RETAIN is told of an order that was placed.
    func placed(deadlines: ConfirmationDeadlines) -> PlacedOrder {
        var order = PlacedOrder(id: id, customer: customer, placedAt: placedAt)
        order.totalMinor = totalMinor
        order.currency = currency
        order.tier = Self.tiers[Int(tier)]
        order.channel = channel
        order.country = country
        order.locale = locale
        order.timeZone = timeZone
        order.sku = sku
        order.category = category
        order.warehouse = warehouse
        order.customMade = facts.contains(.customMade)
        if promisedAt != .distantFuture { order.promisedAt = promisedAt }
        order.confirmBy = confirmBy(deadlines)
        return order
    }

    /// Where payment was last tried; `nil` when it never was.
    func lastAttempt(words: borrowing WordTable) -> PaymentFacts? {
        guard (provider, method, issuer) != (.unknown, .unknown, .unknown) else { return nil }
        return PaymentFacts(
            provider: words.text(provider),
            method: words.text(method),
            issuer: words.text(issuer),
            declineCode: words.text(.unknown)
        )
    }
}

extension Facets {
    /// The slices, with those of the payment attempt that `event` is about.
    func of(attempt event: Event) -> Facets {
        var facets = self
        facets[.provider] = event.provider
        facets[.method] = event.method
        facets[.issuer] = event.issuer
        return facets
    }

    /// The slices of one line of an order.
    init(_ line: OrderLine) {
        self.init()
        self[.sku] = line.sku
        self[.category] = line.category
        self[.warehouse] = line.warehouse
    }

    /// The slices of an event about stock.
    init(stock event: Event) {
        self.init()
        self[.sku] = event.sku
        self[.category] = event.category
        self[.warehouse] = event.warehouse
    }
}

extension PaymentFacts {
    /// The attempt that `event` is about.
    init(_ event: Event, words: borrowing WordTable) {
        self.init(
            provider: words.text(event.provider),
            method: words.text(event.method),
            issuer: words.text(event.issuer),
            declineCode: words.text(event.declineCode)
        )
    }
}
