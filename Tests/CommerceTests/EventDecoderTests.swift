import Streaming
import Testing

@testable import Commerce

@Suite("The event decoder")
struct EventDecoderTests {
    static let time = EventTime(milliseconds: 1_795_169_730_123)
    static let head = SourceEvents.Head(eventID: "E-1", occurredAt: time, orderID: "O-1", customerID: "C-1")

    static func hash(_ text: String) -> UInt64 {
        let bytes = Array(text.utf8)
        return StableHash.of(bytes.span)
    }

    /// Decodes one event and hands it over with its batch and decoder.
    func decoding(_ json: [UInt8], _ body: (Event, EventBatch, borrowing EventDecoder) -> Void) throws {
        var decoder = EventDecoder()
        var batch = EventBatch()
        #expect(try decoder.decode(copying: json, record: 7, into: &batch) == .event)
        let event = try #require(batch.events.first)
        #expect(event.record == 7)
        body(event, batch, decoder)
    }

    @Test("reads a placed order with its lines")
    func placed() throws {
        let order = SourceEvents.Order(
            customerTier: "vip",
            channel: "app",
            country: "CN",
            currency: "CNY",
            totalMinor: 25_998,
            lines: [
                .init(sku: "S-1", category: "shoes", warehouse: "W-1", quantity: 2, unitPriceMinor: 12_999),
                .init(sku: "S-2"),
            ],
            timeZone: "Asia/Shanghai",
            locale: "zh-Hans",
            customMade: true
        )
        try decoding(SourceEvents.orderPlaced(Self.head, order)) { event, batch, decoder in
            #expect(event.type == .orderPlaced && event.occurredAt == Self.time)
            #expect(event.eventID == Self.hash("E-1") && event.orderHash == Self.hash("O-1"))
            #expect(batch.string(event.orderID) == "O-1" && batch.string(event.customerID) == "C-1")
            #expect(event.amountMinor == 25_998 && event.tier == .vip && event.customMade)
            #expect(decoder.words.text(event.currency) == "CNY" && decoder.words.text(event.channel) == "app")
            #expect(decoder.words.text(event.country) == "CN" && decoder.words.text(event.locale) == "zh-Hans")
            #expect(decoder.words.text(event.timeZone) == "Asia/Shanghai")
            #expect(event.lines.indices == 0..<2)
            #expect(decoder.words.text(batch.lines[0].sku) == "S-1")
            #expect(decoder.words.text(batch.lines[0].category) == "shoes")
            #expect(decoder.words.text(batch.lines[0].warehouse) == "W-1")
            #expect(batch.lines[0].quantity == 2 && batch.lines[0].unitPriceMinor == 12_999)
            #expect(batch.lines[1].quantity == 1 && batch.lines[1].category == .unknown)
        }
    }

    @Test("reads the other steps of an order")
    func orders() throws {
        try decoding(SourceEvents.orderConfirmed(Self.head)) { event, _, _ in #expect(event.type == .orderConfirmed) }
        let cancelled = SourceEvents.orderCancelled(
            Self.head,
            reason: "changed_mind",
            cancelledBy: "customer",
            comment: "太贵了"
        )
        try decoding(cancelled) { event, _, _ in
            #expect(event.type == .orderCancelled && event.reason == .changedMind && event.canceller == .customer)
        }
        let promised = EventTime(milliseconds: Self.time.milliseconds + 1)
        let shipped = SourceEvents.orderShipped(
            Self.head,
            parcelID: "P-9",
            carrier: "sf_express",
            warehouse: "W-1",
            promisedAt: promised
        )
        try decoding(shipped) { event, _, decoder in
            #expect(event.type == .orderShipped && event.promisedAt == promised)
            #expect(decoder.words.text(event.carrier) == "sf_express" && decoder.words.text(event.warehouse) == "W-1")
        }
        try decoding(SourceEvents.orderDelivered(Self.head, parcelID: "P-9")) { event, _, _ in
            #expect(event.type == .orderDelivered && event.promisedAt == .distantFuture)
        }
        try decoding(SourceEvents.orderReturned(Self.head, reason: "wrong_item")) { event, _, _ in
            #expect(event.type == .orderReturned && event.reason == .wrongItem)
        }
    }

    @Test("reads payments; only a failed one has a decline code")
    func payments() throws {
        let payment = SourceEvents.Payment(
            paymentID: "PAY-1",
            amountMinor: 25_998,
            currency: "CNY",
            provider: "alipay",
            method: "wallet",
            issuer: "icbc",
            country: "CN",
            attempt: 3
        )
        let failed = SourceEvents.paymentFailed(Self.head, payment, declineCode: "insufficient_funds")
        try decoding(failed) { event, _, decoder in
            #expect(event.type == .paymentFailed && event.amountMinor == 25_998 && event.attempt == 3)
            let words = [event.currency, event.provider, event.method, event.issuer, event.country, event.declineCode]
            let texts = ["CNY", "alipay", "wallet", "icbc", "CN", "insufficient_funds"]
            for (word, text) in zip(words, texts) { #expect(decoder.words.text(word) == text) }
        }
        let others: [(EventType, [UInt8])] = [
            (.paymentAuthorized, SourceEvents.paymentAuthorized(Self.head, payment)),
            (.paymentCaptured, SourceEvents.paymentCaptured(Self.head, payment)),
            (.paymentRefunded, SourceEvents.paymentRefunded(Self.head, payment)),
        ]
        for (type, json) in others {
            try decoding(json) { event, _, _ in #expect(event.type == type && event.declineCode == .unknown) }
        }
    }

    @Test("reads stock, wrong shipments and feedback")
    func stockAndParcels() throws {
        let level = SourceEvents.inventoryLevelChanged(
            eventID: "E-1",
            occurredAt: Self.time,
            sku: "S-1",
            category: "shoes",
            warehouse: "W-1",
            available: 0,
            previous: 3
        )
        try decoding(level) { event, _, decoder in
            #expect(event.type == .inventoryLevelChanged && event.available == 0 && event.previous == 3)
            #expect(decoder.words.text(event.sku) == "S-1" && event.orderID.isEmpty && event.orderHash == 0)
        }
        let reservation = SourceEvents.inventoryReservationFailed(
            Self.head,
            sku: "S-1",
            quantityRequested: 2,
            available: 1
        )
        try decoding(reservation) { event, _, _ in
            #expect(event.type == .inventoryReservationFailed && event.quantity == 2 && event.available == 1)
        }
        let wrong = SourceEvents.fulfilmentMisShipped(
            Self.head,
            parcelID: "P-9",
            warehouse: "W-1",
            carrier: "sf",
            cause: "order_data_lost",
            expectedSKU: "S-1",
            receivedSKU: "S-2"
        )
        try decoding(wrong) { event, _, decoder in
            #expect(event.type == .fulfilmentMisShipped && event.fault == .orderDataLost)
            #expect(decoder.words.text(event.sku) == "S-1")
        }
        let feedback = SourceEvents.feedbackReceived(Self.head, score: 100, reason: "delivery_too_slow", comment: "")
        try decoding(feedback) { event, _, _ in
            #expect(event.type == .feedbackReceived && event.score == 100 && event.reason == .deliveryTooSlow)
        }
    }

    @Test("reads what a customer wants")
    func preferences() throws {
        let json = SourceEvents.customerPreferencesChanged(
            eventID: "E-1",
            occurredAt: Self.time,
            customerID: "C-1",
            marketingConsent: false,
            channels: ["push", "sms"],
            quietHours: ("22:00", "08:05"),
            timeZone: "Asia/Shanghai",
            locale: "zh-Hans"
        )
        try decoding(json) { event, batch, _ in
            #expect(batch.string(event.customerID) == "C-1" && event.preferences == 0)
            #expect(
                batch.preferences == [
                    CustomerPreferences(
                        marketingConsent: false,
                        channels: ["push", "sms"],
                        quietStart: 1320,
                        quietEnd: 485,
                        timeZone: "Asia/Shanghai",
                        locale: "zh-Hans"
                    )
                ]
            )
        }
    }

    @Test("takes null for absent, and absent for unknown")
    func nulls() throws {
        let json = """
            {"event_id":"E","type":"order.placed","occurred_at":1795169730123,"order_id":"O","customer_id":null,
             "customer_tier":null,"lines":null,"total_minor":null,"currency":null,"custom_made":null}
            """
        try decoding(Array(json.utf8)) { event, _, _ in
            #expect(event.occurredAt == Self.time && event.customerID.isEmpty && event.lines.isEmpty)
            #expect(event.tier == .unknown && event.currency == .unknown && !event.customMade)
        }
    }

    @Test("keeps an unknown word of a closed list as other and counts it")
    func otherWords() throws {
        let json = SourceEvents.orderCancelled(Self.head, reason: "weather", cancelledBy: "other")
        try decoding(json) { event, _, decoder in
            #expect(event.reason == .other && event.canceller == .other)
            #expect(decoder.otherWords == 1, "the word other is on the list")
        }
    }

    @Test("lets the last of two fields with the same name win")
    func duplicates() throws {
        let json = """
            {"event_id":"E","type":"order.confirmed","occurred_at":0,"order_id":"first","order_id":"last"}
            """
        try decoding(Array(json.utf8)) { event, batch, _ in #expect(batch.string(event.orderID) == "last") }
    }

    @Test("ignores unknown fields, however deep, and unknown types")
    func unknown() throws {
        let json = """
            {"zzz":[{"order_id":"inner"},[1.5,-2e10,99999999999999999999999],"\\u00e9"],"event_id":"E",
             "type":"order.confirmed","occurred_at":0,"order_id":"O","lines":5}
            """
        try decoding(Array(json.utf8)) { event, batch, _ in #expect(batch.string(event.orderID) == "O") }
        var decoder = EventDecoder()
        var batch = EventBatch()
        let outcome = try decoder.decode(copying: Array(#"{"type":"cart.viewed"}"#.utf8), into: &batch)
        #expect(outcome == .ignored(unknownType: "cart.viewed"))
        #expect(batch.events.isEmpty)
    }

    @Test("unescapes names and texts, and hashes what they say rather than how they are written")
    func escapes() throws {
        let json = #"""
            {"event\u005fid":"E-\u0031","type":"order.confirmed","occurred_at":"2026-11-20T10:15:30.123\u005a",
             "order_id":"O-\"\\\/\ud83d\uded2é"}
            """#
        try decoding(Array(json.utf8)) { event, batch, _ in
            #expect(event.eventID == Self.hash("E-1") && event.occurredAt == Self.time)
            #expect(batch.string(event.orderID) == "O-\"\\/🛒é")
        }
    }

    @Test("reads integers written with an exponent or a fraction of zero")
    func wholeDoubles() throws {
        let json = """
            {"event_id":"E","type":"payment.failed","occurred_at":0,"order_id":"O","amount_minor":25e2,"attempt":3.0}
            """
        try decoding(Array(json.utf8)) { event, _, _ in #expect(event.amountMinor == 2500 && event.attempt == 3) }
    }

    @Test("gives the index of the record and appends to what the batch holds")
    func appends() throws {
        var decoder = EventDecoder()
        var batch = EventBatch()
        for record in 0..<3 {
            let head = SourceEvents.Head(eventID: "E-\(record)", occurredAt: Self.time, orderID: "O-\(record)")
            let json = SourceEvents.orderPlaced(head, .init(lines: [.init(sku: "S-\(record)")]))
            _ = try decoder.decode(copying: json, record: Int32(record), into: &batch)
        }
        #expect(batch.events.map(\.record) == [0, 1, 2])
        #expect(batch.events.map { batch.string($0.orderID) } == ["O-0", "O-1", "O-2"])
        #expect(
            batch.events.map { decoder.words.text(batch.lines[$0.lines.indices.lowerBound].sku) } == [
                "S-0", "S-1", "S-2",
            ]
        )
    }
}
