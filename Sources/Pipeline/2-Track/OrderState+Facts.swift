internal import Commerce
internal import Streaming

extension OrderState {
    /// When it must be confirmed or paid; `nil` before it was placed.
    func confirmBy(_ rules: TrackRules) -> EventTime? {
        facts.contains(.placed) ? placedAt.advanced(by: rules.confirmationDeadline) : nil
    }

    /// Remembers what `order.placed` says.
    mutating func note(placed event: Event) {
        facts.insert(.placed)
        if event.customMade { facts.insert(.customMade) }
        placedAt = event.occurredAt
        totalMinor = event.amountMinor
        currency = event.currency
        channel = event.channel
        if event.country != .unknown { country = event.country }
        locale = event.locale
        timeZone = event.timeZone
        tier = event.tier
    }

    /// Remembers where payment was tried. Another provider, method or issuer counts anew.
    mutating func note(attempt event: Event) {
        if (provider, method, issuer) != (event.provider, event.method, event.issuer) {
            facts.subtract([.attemptCounted, .failureCounted])
        }
        provider = event.provider
        method = event.method
        issuer = event.issuer
        if country == .unknown { country = event.country }
        if currency == .unknown { currency = event.currency }
        if totalMinor == 0 { totalMinor = event.amountMinor }
    }

    /// Whether `family` was not told to RETAIN since the last success; from now on it was.
    mutating func isNew(_ family: DeclineFamily) -> Bool {
        let bit = UInt8(1) << UInt8(family.ordinal)
        defer { families |= bit }
        return families & bit == 0
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
    func facts(words: borrowing WordTable, rules: TrackRules) -> OrderFacts {
        OrderFacts(
            placedAt: facts.contains(.placed) ? placedAt : nil,
            totalMinor: totalMinor,
            currency: words.text(currency),
            tier: tier,
            channel: words.text(channel),
            country: words.text(country),
            locale: words.text(locale),
            timeZone: words.text(timeZone),
            sku: words.text(sku),
            category: words.text(category),
            warehouse: words.text(warehouse),
            customMade: facts.contains(.customMade),
            promisedAt: promisedAt == .distantFuture ? nil : promisedAt,
            confirmBy: confirmBy(rules)
        )
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
