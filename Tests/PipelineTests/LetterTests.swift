import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("A letter")
struct LetterTests {
    private let topics = Topics()
    private let fault = RecordFault.undecodable(.document(.truncated))
    private let maker = DeadLetter(stage: "track", task: "orders-0")

    private func header(_ name: String, _ text: String) -> Header { Header(name: name, value: Array(text.utf8)) }

    private func batch(_ record: ProducedRecord, at offset: Int64) -> RecordBatch {
        var batch = RecordBatch()
        batch.append(
            offset: Offset(offset),
            timestamp: record.timestamp,
            key: record.key,
            value: record.value,
            headers: record.headers
        )
        return batch
    }

    /// The letter, at offset 17, that is made of `record` at offset 5 of partition 3 of its topic.
    private func letter(of record: ProducedRecord, at offset: Int64 = 17) -> Letter {
        let source = TopicPartition(topic: record.topic, partition: 3)
        let dead = maker.record(of: batch(record, at: 5), at: 0, from: source, fault, to: topics.deadLetters)
        var decoder = LetterDecoder(topics)
        let place = TopicPartition(topic: topics.deadLetters, partition: 0)
        return decoder.letter(of: batch(dead, at: offset), at: 0, in: place)
    }

    private func record(headers: [Header] = [], key: String? = "O-1") -> ProducedRecord {
        ProducedRecord(
            topic: topics.payments,
            key: key.map { Array($0.utf8) },
            value: Array("{\"a\":".utf8),
            headers: headers,
            timestamp: 1_795_154_400_000
        )
    }

    // MARK: What it says

    @Test("says where the record came from, what is wrong with it, and that it was never redriven")
    func says() {
        let letter = letter(of: record())
        #expect(letter.source == Letter.Source(topic: topics.payments, partition: 3, offset: Offset(5)))
        #expect(letter.source?.description == "commerce.payments.v1-3@5")
        #expect(letter.reason == "DecodeError.truncated" && !letter.isLate)
        #expect(letter.sentence.contains("(truncated)"))
        #expect(letter.attempts == 0)
        #expect(letter.place.description == "orderkeeper.dead-letters.v1-0@17")
    }

    @Test("of a late event knows where it came from, by its headers or by its type, and how late it was")
    func late() throws {
        var driver = try Driver()
        let events = Events()
        driver.pipe(.orderPlaced, key: "O-1", events.placed(0))
        driver.run(at: .minutes(10))
        driver.pipe(.paymentAuthorized, key: "O-1", events.paid(60))
        driver.run(at: .minutes(10))
        let record = try #require(driver.pipeline.records(of: topics.late).first)
        var decoder = LetterDecoder(topics)
        let place = TopicPartition(topic: topics.late, partition: 0)
        let letter = decoder.letter(of: batch(record, at: 0), at: 0, in: place)
        #expect(letter.isLate && letter.reason == "Late")
        #expect(letter.source == Letter.Source(topic: topics.payments, partition: 0, offset: Offset(0)))
        var older = record
        older.headers.removeAll { [LetterHeaders.lateTopic, LetterHeaders.lateOffset].contains($0.name) }
        let source = decoder.letter(of: batch(older, at: 0), at: 0, in: place).source
        #expect(source == Letter.Source(topic: topics.payments))
        let again = try letter.redriven(by: RedriveRules(topics: topics))
        #expect(again.value == events.paid(60) && again.topic == topics.payments)
        #expect(again.headers.map(\.name) == [LetterHeaders.redrivenFrom, LetterHeaders.redriveAttempts])
    }

    @Test("makes something of any headers")
    func strangeHeaders() {
        let names = [
            LetterHeaders.topic, LetterHeaders.partition, LetterHeaders.offset, LetterHeaders.lateBy,
            LetterHeaders.redriveAttempts, LetterHeaders.fault, LetterHeaders.connector,
        ]
        let values: [[UInt8]?] = [nil, [], [0xFF], Array("-1".utf8), Array("99999999999999999999".utf8)]
        let place = RecordPlace(TopicPartition(topic: topics.deadLetters, partition: 0), Offset(0))
        for name in names {
            for value in values {
                let headers = [header(LetterHeaders.topic, topics.orders), Header(name: name, value: value)]
                var letter = Letter(place: place, key: nil, value: nil, headers: headers)
                letter.source = letter.sourceInHeaders
                #expect(letter.attempts == 0 && letter.source?.partition == nil && letter.source?.offset == nil)
                _ = (letter.reason, letter.sentence, try? letter.redriven(by: RedriveRules(topics: topics)))
            }
        }
    }

    // MARK: Going back

    @Test("goes back with its own key, value, headers and timestamp, and says which letter it was, and how often")
    func goesBack() throws {
        let foreign = [header("__connect.errors.connector.name", "shop-sink"), header("__connect.errors.topic", "x")]
        let own = [header("trace", "1"), Header(name: "empty", value: nil), header("trace", "2")] + foreign
        var record = record(headers: own)
        for attempt in 1...3 {
            // Each time it fails again and lies in another place.
            let letter = letter(of: record, at: Int64(16 + attempt))
            #expect(letter.attempts == attempt - 1)
            record = try letter.redriven(by: RedriveRules(topics: topics))
            #expect(record.topic == topics.payments && record.partition == nil)
            #expect(record.key == Array("O-1".utf8) && record.value == Array("{\"a\":".utf8))
            #expect(record.timestamp == 1_795_154_400_000)
            let marks = [
                header("orderkeeper.redrive.from", "orderkeeper.dead-letters.v1-0@\(16 + attempt)"),
                header("orderkeeper.redrive.attempts", "\(attempt)"),
            ]
            #expect(record.headers == own + marks)
        }
        let fourth = letter(of: record)
        #expect(throws: RedriveRefusal.tooOften(attempts: 3)) { try fourth.redriven(by: RedriveRules(topics: topics)) }
        #expect(try fourth.redriven(by: RedriveRules(topics: topics, attemptsMax: 4)).headers.count == own.count + 2)
    }

    @Test("loses our error headers even when somebody sent it back by hand with them")
    func byHand() throws {
        let first = letter(of: record(headers: [header("trace", "1")]))
        let again = letter(of: record(headers: first.headers))
        let headers = try again.redriven(by: RedriveRules(topics: topics)).headers
        #expect(headers.map(\.name) == ["trace", LetterHeaders.redrivenFrom, LetterHeaders.redriveAttempts])
    }

    @Test("goes to its own partition when there is no key to choose by, or when the topic is an internal one")
    func partition() throws {
        let rules = RedriveRules(topics: topics)
        #expect(try letter(of: record(key: nil)).redriven(by: rules).partition == 3)
        #expect(try letter(of: record(key: "")).redriven(by: rules).partition == 3)
        var signals = record()
        signals.topic = topics.signals
        #expect(try letter(of: signals).redriven(by: rules).partition == 3)
        #expect(try letter(of: record()).redriven(by: rules).partition == nil)
    }

    @Test("does not go where OrderKeeper does not read, nor out of another topic, nor to nowhere")
    func refused() {
        let rules = RedriveRules(topics: topics)
        for topic in ["somebody.elses", topics.deadLetters, topics.late, topics.actions, topics.decisions] {
            var letter = letter(of: record())
            letter.source = Letter.Source(topic: topic)
            #expect(throws: RedriveRefusal.foreignTopic(topic)) { try letter.redriven(by: rules) }
        }
        var lost = letter(of: record())
        lost.source = nil
        #expect(throws: RedriveRefusal.unknownSource) { try lost.redriven(by: rules) }
        var elsewhere = letter(of: record())
        elsewhere.place.partition.topic = "other"
        #expect(throws: RedriveRefusal.foreignLetter("other")) { try elsewhere.redriven(by: rules) }
    }

    @Test("is held against the contract before it is sent")
    func objection() {
        var decoder = LetterDecoder(topics)
        let latest = EventTime(milliseconds: Driver.noon.milliseconds + 60_000)
        let good = ProducedRecord(topic: topics.orders, key: nil, value: Events().placed(0))
        #expect(decoder.objection(to: good, latest: latest) == nil)
        #expect(decoder.objection(to: record(), latest: latest)?.contains("truncated") == true)
        let future = ProducedRecord(topic: topics.orders, key: nil, value: Events().placed(61))
        #expect(decoder.objection(to: future, latest: latest)?.contains("in the future") == true)
    }

    // MARK: Choosing

    @Test("is found by topic, reason and time")
    func filter() {
        let letter = letter(of: record())
        let time = EventTime(milliseconds: 1_795_154_400_000)
        #expect(LetterFilter().matches(letter) && LetterFilter().isEmpty)
        for reason in ["truncated", "DecodeError", "decodeerror.TRUNCATED", "trun_cated"] {
            #expect(LetterFilter(reasons: [reason]).matches(letter))
        }
        #expect(!LetterFilter(reasons: ["trunc", "FutureEvent"]).matches(letter))
        #expect(
            LetterFilter(topics: [topics.payments, "x"], reasons: ["truncated", "y"], since: time).matches(letter)
        )
        #expect(!LetterFilter(topics: [topics.orders]).matches(letter))
        #expect(!LetterFilter(since: time.advanced(by: Milliseconds(1))).matches(letter))
        var lost = letter
        (lost.source, lost.timestamp) = (nil, nil)
        #expect(!LetterFilter(topics: [topics.payments]).matches(lost) && !LetterFilter(since: time).matches(lost))
    }

    @Test("is counted by reason and topic, the most frequent first")
    func tally() {
        var tally = LetterTally()
        var orders = record()
        orders.topic = topics.orders
        for record in [record(), orders, record()] { tally.add(letter(of: record)) }
        #expect(tally.total == 3)
        #expect(tally.groups.map(\.count) == [2, 1])
        #expect(tally.groups.map(\.group.topic) == [topics.payments, topics.orders])
        #expect(tally.groups.allSatisfy { $0.group.reason == "DecodeError.truncated" })
    }
}
