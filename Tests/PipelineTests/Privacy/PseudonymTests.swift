import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("A pseudonym")
struct PseudonymTests {
    private static let key = Secret("Jefe-Jefe-Jefe-Jefe")

    private static func contains(_ bytes: [UInt8]?, _ text: String) -> Bool {
        String(decoding: bytes ?? [], as: UTF8.self).contains(text)
    }

    @Test("is the beginning of an HMAC-SHA-256: the vectors of RFC 4231")
    func vectors() {
        let jefe = Pseudonyms(Secret("Jefe")).pseudonym(of: "what do ya want for nothing?")
        #expect(jefe == "pn-5bdcc146bf60754e6a042426089575c7")
        let elevens = Pseudonyms(Secret(String(repeating: "\u{0b}", count: 20))).pseudonym(of: "Hi There")
        #expect(elevens == "pn-b0344c61d8db38535ca8afceaf0bf12b")
    }

    @Test("differs by customer and by key, and is the same every time")
    func stable() {
        let pseudonyms = Pseudonyms(Self.key)
        #expect(pseudonyms.pseudonym(of: "C-1") == Pseudonyms(Self.key).pseudonym(of: "C-1"))
        #expect(pseudonyms.pseudonym(of: "C-1") != pseudonyms.pseudonym(of: "C-2"))
        #expect(pseudonyms.pseudonym(of: "C-1") != Pseudonyms(Secret("another key, long")).pseudonym(of: "C-1"))
    }

    /// A customer who waits for a product, has an order in danger and preferences, and says what they think.
    private static func story(_ key: Secret?) throws -> Driver {
        var track = TrackRules()
        track.pseudonymKey = key
        var driver = try Driver(partitions: 2, track: track)
        let order = Events(orderID: "O-1", customerID: "clara@shop")
        let preferences = SourceEvents.customerPreferencesChanged(
            eventID: "p",
            occurredAt: order.head("", 0).occurredAt,
            customerID: "clara@shop",
            marketingConsent: true,
            channels: ["email", "push"],
            quietHours: (start: "22:05", end: "07:00"),
            timeZone: "Europe/Berlin",
            locale: "de-DE"
        )
        driver.pipe(.customerPreferencesChanged, key: "clara@shop", preferences)
        driver.pipe(.orderPlaced, key: "O-1", order.placed(5, tier: "vip"))
        driver.pipe(.paymentFailed, key: "O-1", order.failed(20))
        driver.pipe(.inventoryReservationFailed, key: "S-1", order.reservationFailed(30))
        let feedback = SourceEvents.feedbackReceived(order.head("feedback", 60), score: 1, comment: "Clara was sad")
        driver.pipe(.feedbackReceived, key: "clara@shop", feedback)
        driver.run(at: .minutes(5))
        driver.pipe(.orderCancelled, key: "O-1", order.cancelled(400))
        driver.run(at: .hours(2))
        return driver
    }

    @Test("stands in the place of the customer's id in every output and in every journal")
    func everywhere() throws {
        let (open, hidden) = (try Self.story(nil), try Self.story(Self.key))
        let topics = open.topics
        // What is handed over to an order is what the shop wrote; so are dead letters and late events.
        let written = topics.outputs.filter { ![topics.routed, topics.late, topics.deadLetters].contains($0) }
        for topic in written + topics.journals {
            for record in hidden.pipeline.records(of: topic) {
                #expect(
                    !Self.contains(record.value, "clara@shop") && !Self.contains(record.key, "clara@shop"),
                    "\(topic)"
                )
                let headers = record.headers.map { $0.value }
                #expect(!headers.contains { Self.contains($0, "clara@shop") }, "\(topic)")
            }
        }
        let seen = written.filter { topic in
            open.pipeline.records(of: topic).contains { Self.contains($0.value, "clara@shop") }
        }
        #expect(Set(seen).isSuperset(of: [topics.triggers, topics.actions, topics.decisions]))
    }

    @Test("changes nothing else: the same is decided for the same customers, with their preferences")
    func otherwiseTheSame() throws {
        let (open, hidden) = (try Self.story(nil), try Self.story(Self.key))
        let pseudonym = Pseudonyms(Self.key).pseudonym(of: "clara@shop")
        #expect(Set(try hidden.triggers().map(\.customerID)) == [pseudonym])
        #expect(try hidden.triggers().map(\.id).sorted() == open.triggers().map(\.id).sorted())
        #expect(try hidden.decisions().map(\.outcome) == open.decisions().map(\.outcome))
        #expect(try hidden.actions().map(\.kind) == open.actions().map(\.kind))
        #expect(try hidden.actions().allSatisfy { $0.customerID == pseudonym })
        // A pseudonym chooses another partition than the id did, so the two are compared by what they say.
        func preferences(_ driver: Driver) throws -> [CustomerPreferences] {
            var decoder = EventDecoder()
            return try driver.news.filter { $0.cloudEventType == "customer.preferences_changed" }.flatMap { record in
                var events = EventBatch()
                let value = record.value ?? []
                let padded = value + [UInt8](repeating: 0, count: RecordBatch.padding)
                _ = try decoder.decode(padded.span, valueRange: 0..<value.count, envelope: nil, into: &events)
                return events.preferences
            }
        }
        #expect(try preferences(hidden) == preferences(open))
        #expect(try preferences(hidden).first?.quietStart == 22 * 60 + 5)
    }

    @Test("hides nothing that a customer wrote, because no comment is ever passed on")
    func comments() throws {
        let driver = try Self.story(nil)
        for topic in driver.topics.outputs + driver.topics.journals {
            #expect(!driver.pipeline.records(of: topic).contains { Self.contains($0.value, "sad") }, "\(topic)")
        }
    }

    @Test("has a key that is never shown, comes from a file or a variable, and is not too short")
    func key() throws {
        let files = TextFiles(read: { _ in "a key from a file, long\n" }, list: { _ in [] })
        let configuration = try Configuration.load(
            environment: ["ORDERKEEPER_PRIVACY_PSEUDONYM_KEY": "file:/run/secrets/key"],
            files: files
        )
        #expect(configuration.track.pseudonymKey == Secret("a key from a file, long"))
        var shown = configuration.changes.map { "\($0)" }.joined()
        dump(configuration.track, to: &shown)
        shown += "\(configuration.track) \(String(reflecting: configuration.track))"
        #expect(!shown.contains("a key from"))
        #expect(shown.contains("***"))
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration.load(environment: ["ORDERKEEPER_PRIVACY_PSEUDONYM_KEY": "tooshort"])
        }
        #expect(error.map { "\($0)" }?.contains("tooshort") == false)
    }
}
