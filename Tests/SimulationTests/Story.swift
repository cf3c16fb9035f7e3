import Commerce
import Simulation
import Streaming
import Testing

/// Everything a shop told, read back by the decoder of the product.
struct Story {
    /// One event as it was sent and as it was understood.
    struct Page {
        let sent: ShopEvent
        let event: Event
        let orderID: String
        let customerID: String
        let provider: String
        let method: String
        let issuer: String
        let code: String
        let sku: String
        let warehouse: String
        let country: String
        let lineSkus: [String]
        let lineWarehouses: [String]
        let lineCategories: [String]

        var type: EventType { sent.type }
        var time: Int64 { sent.occurredAt.milliseconds }
    }

    /// The events in order of arrival.
    var pages: [Page] = []

    /// Plays `scenario` to its end; with `distinct`, events that were sent twice are told once.
    init(_ scenario: Scenario, distinct: Bool = true) throws {
        var decoder = EventDecoder()
        var batch = EventBatch()
        var shop = Shop(scenario)
        var seen: Set<UInt64> = []
        while let sent = shop.next() {
            batch.removeAll()
            let outcome = try decoder.decode(copying: sent.value, into: &batch)
            try #require(outcome == .event, "seed \(scenario.configuration.seed)")
            let event = batch.events[0]
            if distinct, !seen.insert(event.eventID).inserted { continue }
            pages.append(Page(sent, event, batch, decoder))
        }
        #expect(decoder.otherWords == 0, "seed \(scenario.configuration.seed)")
    }

    /// The events of one type.
    func of(_ type: EventType) -> [Page] { pages.filter { $0.type == type } }

    /// The orders placed, by their ids.
    var placed: [String: Page] {
        Dictionary(of(.orderPlaced).map { ($0.orderID, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The first attempts, and the share of them that failed.
    func firstAttempts(where isMeant: (Page) -> Bool = { _ in true }) -> (count: Int, failedShare: Double) {
        let attempts = pages.filter {
            ($0.type == .paymentFailed || $0.isSuccess) && $0.event.attempt == 1 && isMeant($0)
        }
        let failed = attempts.filter { $0.type == .paymentFailed }.count
        return (attempts.count, Double(failed) / Double(max(attempts.count, 1)))
    }
}

extension Story.Page {
    fileprivate init(_ sent: ShopEvent, _ event: Event, _ batch: EventBatch, _ decoder: borrowing EventDecoder) {
        self.sent = sent
        self.event = event
        orderID = batch.string(event.orderID)
        customerID = batch.string(event.customerID)
        provider = decoder.words.text(event.provider)
        method = decoder.words.text(event.method)
        issuer = decoder.words.text(event.issuer)
        code = decoder.words.text(event.declineCode)
        sku = decoder.words.text(event.sku)
        warehouse = decoder.words.text(event.warehouse)
        country = decoder.words.text(event.country)
        var skus: [String] = []
        var warehouses: [String] = []
        var categories: [String] = []
        for line in batch.lines[event.lines.indices] {
            skus.append(decoder.words.text(line.sku))
            warehouses.append(decoder.words.text(line.warehouse))
            categories.append(decoder.words.text(line.category))
        }
        lineSkus = skus
        lineWarehouses = warehouses
        lineCategories = categories
    }

    /// Whether an attempt succeeded; a card that is authorized and then captured succeeds once.
    var isSuccess: Bool {
        let isCard = provider == "stripe" || provider == "adyen"
        return type == (isCard ? .paymentAuthorized : .paymentCaptured)
    }
}
