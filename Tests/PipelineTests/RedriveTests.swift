import Commerce
import Foundation
import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("A redrive", .serialized)
struct RedriveTests {
    private func rules(_ shop: RunningShop, attemptsMax: Int = 3) -> RedriveRules {
        RedriveRules(topics: shop.topics, attemptsMax: attemptsMax)
    }

    private func letters(_ shop: RunningShop) throws -> [Letter] {
        var reader = try LetterReader(shop.options, topics: shop.topics, reading: shop.topics.deadLetters)
        var letters: [Letter] = []
        _ = try reader.read { letters.append($0) }
        return letters
    }

    /// Redrives what `filter` means, as the command does. Returns the keys of what was sent, and all other steps.
    private func redrive(
        _ shop: RunningShop,
        _ filter: LetterFilter = LetterFilter(),
        attemptsMax: Int = 3,
        fromBeginning: Bool = false,
        isDryRun: Bool = false
    ) throws -> (sent: [String], others: [RedriveStep]) {
        var redriver = try Redriver(
            shop.options,
            rules: rules(shop, attemptsMax: attemptsMax),
            fromBeginning: fromBeginning,
            isDryRun: isDryRun
        )
        var (sent, others): ([String], [RedriveStep]) = ([], [])
        try redriver.redrive(shop.topics.deadLetters, matching: filter) { step in
            guard case .sent(let letter, _) = step else { return others.append(step) }
            sent.append(String(decoding: letter.key ?? [], as: UTF8.self))
        }
        return (sent.sorted(), others)
    }

    /// Dead letters of payments whose keys are `keys`, as TRACK writes them.
    private func deadLetters(_ keys: [String], _ fault: DecodeError.Fault, in shop: RunningShop) -> [ProducedRecord] {
        var batch = RecordBatch()
        for (index, key) in keys.enumerated() {
            batch.append(offset: Offset(Int64(index)), timestamp: 1_795_154_400_000, key: Array(key.utf8), value: [1])
        }
        let maker = DeadLetter(stage: "track", task: "orders-0")
        let source = TopicPartition(topic: shop.topics.payments, partition: 0)
        return keys.indices.map { index in
            maker.record(
                of: batch,
                at: index,
                from: source,
                .undecodable(.document(fault)),
                to: shop.topics.deadLetters
            )
        }
    }

    private func keys(_ records: [ProducedRecord]) -> [String] {
        records.map { String(decoding: $0.key ?? [], as: UTF8.self) }.sorted()
    }

    // MARK: The whole way

    @Test("brings back what was repaired: garbage becomes a dead letter, a person repairs its line, and it is acted on")
    func wholeWay() async throws {
        let shop = try RunningShop()
        let now = Clock.system.now().milliseconds
        let head = { (name: String) in
            SourceEvents.Head(
                eventID: name,
                occurredAt: EventTime(milliseconds: now),
                orderID: "O-1",
                customerID: "C-1"
            )
        }
        let order = SourceEvents.Order(currency: "EUR", totalMinor: 900)
        let payment = SourceEvents.Payment(amountMinor: 900, currency: "EUR", provider: "adyen", issuer: "ing")
        let good = SourceEvents.paymentFailed(head("failed"), payment, declineCode: "expired_card")
        let placed = SourceEvents.orderPlaced(head("placed"), order)
        let key = Array("O-1".utf8)
        let trace = Header(name: "trace", value: Array("1".utf8))
        let garbage = ProducedRecord(
            topic: shop.topics.payments,
            key: key,
            value: good.dropLast(),
            headers: [trace],
            timestamp: now - 7
        )
        try shop.write([ProducedRecord(topic: shop.topics.orders, key: key, value: placed), garbage])
        try await shop.whileRunning { _ = try shop.read(shop.topics.deadLetters, atLeast: 1) }

        let letter = try #require(try letters(shop).first)
        #expect(letter.reason == "DecodeError.truncated" && letter.value == garbage.value)
        var repaired = try LetterLine.decode(LetterLine.encode(letter))
        repaired.value?.append(UInt8(ascii: "}"))
        for _ in 0..<2 {
            // The second time it is known that the letter was sent.
            var redriver = try Redriver(shop.options, rules: rules(shop))
            try redriver.redrive(repaired) { _ in }
            try redriver.finish { _ in }
        }
        let payments = try shop.read(shop.topics.payments, atLeast: 3, patience: .seconds(2))
        #expect(payments.count == 2)
        let sent = try #require(payments.last)
        #expect(sent.value == good && sent.key == key && sent.timestamp == now - 7)
        let names = [trace.name, LetterHeaders.redrivenFrom, LetterHeaders.redriveAttempts]
        #expect(sent.headers.map(\.name) == names && sent.headers.first == trace)

        let actions = try await shop.whileRunning { try shop.read(shop.topics.actions, atLeast: 1) }
        #expect(try actions.map { try ActionCodec.decode($0.value ?? []).orderID } == ["O-1"])
    }

    @Test("counts up what fails again, and refuses it in the end")
    func failsAgain() async throws {
        let shop = try RunningShop(partitions: 1)
        try shop.write([ProducedRecord(topic: shop.topics.orders, key: Array("O-1".utf8), value: Array("{".utf8))])
        try await shop.whileRunning {
            for count in 1...3 {
                _ = try shop.read(shop.topics.deadLetters, atLeast: count)
                let newest = try #require(try letters(shop).last)
                #expect(newest.attempts == count - 1)
                let steps = try redrive(shop, attemptsMax: 2)
                #expect(steps.sent == (count < 3 ? ["O-1"] : []))
                #expect(steps.others == (count < 3 ? [] : [.refused(newest, .tooOften(attempts: 2))]))
            }
        }
        #expect(try shop.read(shop.topics.orders, atLeast: 4, patience: .seconds(1)).count == 3)
    }

    // MARK: What is remembered

    @Test("sends each letter once, however often it is run and whatever it left out before")
    func once() throws {
        let shop = try RunningShop()
        let even = (0..<30).map { "even-\($0)" }
        let odd = (0..<30).map { "odd-\($0)" }
        let both = zip(deadLetters(even, .missing, in: shop), deadLetters(odd, .notJSON, in: shop))
        try shop.write(both.flatMap { [$0, $1] })
        #expect(try redrive(shop, isDryRun: true).sent == (even + odd).sorted())
        #expect(try redrive(shop, LetterFilter(reasons: ["not_json"])).sent == odd.sorted())
        let again = try redrive(shop, LetterFilter(reasons: ["not_json"]))
        #expect(again.sent == [] && again.others.isEmpty)
        #expect(try redrive(shop).sent == even.sorted())
        try shop.write(deadLetters(["new"], .notJSON, in: shop))
        let last = try redrive(shop)
        #expect(last.sent == ["new"] && last.others.isEmpty)
        #expect(
            keys(try shop.read(shop.topics.payments, atLeast: 62, patience: .seconds(1)))
                == (even + odd + ["new"]).sorted()
        )
        #expect(try redrive(shop, fromBeginning: true).sent.count == 61)
        #expect(try redrive(shop).sent == [])
    }

    @Test("can do it in transactions; what they remember, the embedded cluster forgets")
    func transaction() throws {
        let shop = try RunningShop(partitions: 1)
        try shop.write(deadLetters(["a", "b"], .missing, in: shop))
        var options = shop.options
        options.guarantee = .exactlyOnce
        var redriver = try Redriver(options, rules: rules(shop))
        try redriver.redrive(shop.topics.deadLetters, matching: LetterFilter()) { _ in }
        #expect(keys(try shop.read(shop.topics.payments, atLeast: 3, patience: .seconds(1))) == ["a", "b"])
        #expect(try redrive(shop).sent == (shop.embedded == nil ? [] : ["a", "b"]))
    }

    @Test("reads up to the end that there was when it began")
    func end() throws {
        let shop = try RunningShop(partitions: 1)
        try shop.write(deadLetters(["a", "b"], .missing, in: shop))
        var reader = try LetterReader(shop.options, topics: shop.topics, reading: shop.topics.deadLetters)
        var seen: [String] = []
        _ = try reader.read { letter in
            seen.append(String(decoding: letter.key ?? [], as: UTF8.self))
            if seen.count < 10 { try shop.write(deadLetters(["later"], .missing, in: shop)) }
        }
        #expect(seen == ["a", "b"])
        #expect(try letters(shop).count == 4)
    }

    @Test(
        "loses nothing when it cannot remember what it sent, and sends it again",
        .enabled(if: RunningShop.realBootstrap == nil)
    )
    func trouble() throws {
        let shop = try RunningShop(partitions: 1)
        try shop.write(deadLetters(["a", "b"], .missing, in: shop))
        shop.embedded?.pushErrors(for: .commitOffsets, codes: [.topicAuthorizationFailed])
        #expect(throws: KafkaError.self) { try redrive(shop) }
        #expect(try redrive(shop).sent == ["a", "b"])
        #expect(keys(try shop.read(shop.topics.payments, atLeast: 5, patience: .seconds(1))) == ["a", "a", "b", "b"])
    }

    @Test("does not go on from what it cannot have committed", arguments: ["", "v1 watermark=5"])
    func strange(metadata: String) throws {
        let shop = try RunningShop(partitions: 1)
        let partition = TopicPartition(topic: shop.topics.deadLetters, partition: 0)
        try shop.write(deadLetters(["a"], .missing, in: shop))
        let consumer = try Consumer(bootstrap: shop.options.bootstrap, group: shop.options.redriveGroup)
        // Behind the end, as when the topic was made anew; or with the note of somebody else.
        let offset = Offset(metadata.isEmpty ? 7 : 1)
        try consumer.commit([partition: CommittedOffset(offset: offset, metadata: metadata)])
        let error = #expect(throws: KafkaError.self) { try redrive(shop) }
        #expect(error?.symbol == "STRANGE_OFFSET" && error?.recovery == .reject)
        #expect(try redrive(shop, fromBeginning: true).sent == ["a"])
    }
}
