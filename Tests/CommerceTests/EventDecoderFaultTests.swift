import Streaming
import Testing

@testable import Commerce

@Suite("The event decoder refuses")
struct EventDecoderFaultTests {
    /// Fields of an event in one line, so that a table can change one of them.
    static func event(_ type: String, _ fields: String) -> String {
        #"{"event_id":"E","type":"\#(type)","occurred_at":0,\#(fields)}"#
    }

    static func placed(_ fields: String) -> String { event("order.placed", #""order_id":"O",\#(fields)"#) }

    static func payment(_ fields: String) -> String { event("payment.failed", #""order_id":"O",\#(fields)"#) }

    func refuse(_ json: String, _ field: String, _ fault: DecodeError.Fault) {
        var decoder = EventDecoder()
        var batch = EventBatch()
        do {
            let outcome = try decoder.decode(copying: Array(json.utf8), into: &batch)
            Issue.record("\(json.prefix(200)) gave \(outcome)")
        } catch {
            #expect(error.field == field, "\(json.prefix(200))")
            #expect(error.fault == fault, "\(json.prefix(200))")
            #expect(error.description.contains(fault.rawValue))
        }
        #expect(batch.events.isEmpty && batch.text.isEmpty && batch.lines.isEmpty && batch.preferences.isEmpty)
    }

    @Test(
        "what is not one JSON object",
        arguments: [
            ("", .empty), (" \n\t", .empty), ("{", .truncated), (#"{"a":1"#, .truncated), (#"{"a"#, .truncated),
            ("[]", .notObject), ("5", .notObject), (#""text""#, .notObject), ("null", .notObject),
            ("hello", .notJSON), ("<xml/>", .notJSON), ("{]}", .notJSON), (#"{"a" 1}"#, .notJSON),
            (#"{"a":1,}"#, .notJSON), (#"{"a":1 "b":2}"#, .notJSON), (#"{a:1}"#, .notJSON), (#"{"a":tru}"#, .notJSON),
            (#"{"a":nul}"#, .notJSON), (#"{"a":01}"#, .notJSON), (#"{"a":1.}"#, .notJSON), (#"{"a":-}"#, .notJSON),
            (#"{"a":+1}"#, .notJSON), (#"{"a":0x10}"#, .notJSON), (#"{"a":"\x"}"#, .notJSON),
            (#"{"a":"\ud800"}"#, .notJSON), (#"{"a":"\udc00"}"#, .notJSON), (#"{"a":[1,}"#, .notJSON),
            (#"{"a":[1 2]}"#, .notJSON), ("{\"a\":\"\u{1}\"}", .notJSON), (#"{"a":1}}"#, .trailingContent),
            (#"{"a":1} {"b":2}"#, .trailingContent), (#"{"a":1},{}"#, .trailingContent),
        ] as [(String, DecodeError.Fault)]
    )
    func documents(json: String, fault: DecodeError.Fault) { refuse(json, "$", fault) }

    @Test(
        "an event without its identity",
        arguments: [
            (#"{}"#, "type", .missing), (#"{"type":5}"#, "type", .wrongType), (#"{"type":null}"#, "type", .missing),
            (#"{"type":"order.confirmed"}"#, "event_id", .missing),
            (#"{"type":"order.confirmed","event_id":7}"#, "event_id", .wrongType),
            (#"{"type":"order.confirmed","event_id":""}"#, "event_id", .badValue),
            (#"{"type":"order.confirmed","event_id":"E"}"#, "occurred_at", .missing),
            (#"{"type":"order.confirmed","event_id":"E","occurred_at":"now"}"#, "occurred_at", .badTime),
            (#"{"type":"order.confirmed","event_id":"E","occurred_at":-1}"#, "occurred_at", .badTime),
            (#"{"type":"order.confirmed","event_id":"E","occurred_at":253402300800000}"#, "occurred_at", .badTime),
            (#"{"type":"order.confirmed","event_id":"E","occurred_at":1.5}"#, "occurred_at", .badTime),
            (#"{"type":"order.confirmed","event_id":"E","occurred_at":true}"#, "occurred_at", .wrongType),
            (#"{"type":"order.confirmed","event_id":"E","occurred_at":0}"#, "order_id", .missing),
        ] as [(String, String, DecodeError.Fault)]
    )
    func identity(json: String, field: String, fault: DecodeError.Fault) { refuse(json, field, fault) }

    @Test(
        "an event without the id that its type requires",
        arguments: EventType.allCases
    )
    func required(type: EventType) {
        let field =
            switch type {
            case .inventoryLevelChanged: "sku"
            case .customerPreferencesChanged: "customer_id"
            default: "order_id"
            }
        refuse(Self.event(type.name, #""\#(field)":null"#), field, .missing)
        refuse(Self.event(type.name, #""\#(field)":5"#), field, .wrongType)
        refuse(Self.event(type.name, #""\#(field)":"""#), field, .badValue)
        let long = String(repeating: "x", count: 257)
        refuse(Self.event(type.name, #""\#(field)":"\#(long)""#), field, .outOfRange)
    }

    @Test(
        "values outside the contract, by the field's name",
        arguments: [
            (payment(#""amount_minor":-1"#), "amount_minor", .outOfRange),
            (payment(#""amount_minor":1.5"#), "amount_minor", .wrongType),
            (payment(#""amount_minor":"5""#), "amount_minor", .wrongType),
            (payment(#""amount_minor":1000000000001"#), "amount_minor", .outOfRange),
            (payment(#""amount_minor":9223372036854775808"#), "amount_minor", .outOfRange),
            (payment(#""amount_minor":1e400"#), "amount_minor", .outOfRange),
            (payment(#""amount_minor":1e30"#), "amount_minor", .outOfRange),
            (payment(#""currency":"cny""#), "currency", .badValue),
            (payment(#""currency":"CNYX""#), "currency", .badValue),
            (payment(#""currency":"""#), "currency", .badValue),
            (payment(#""currency":156"#), "currency", .wrongType),
            (payment(#""attempt":0"#), "attempt", .outOfRange),
            (payment(#""attempt":"1""#), "attempt", .wrongType),
            (payment(#""payment_id":1"#), "payment_id", .wrongType),
            (payment(#""provider":{}"#), "provider", .wrongType),
            (payment(#""customer_id":20001"#), "customer_id", .wrongType),
            (placed(#""total_minor":-1000000000001"#), "total_minor", .outOfRange),
            (placed(#""custom_made":"yes""#), "custom_made", .wrongType),
            (placed(#""customer_tier":3"#), "customer_tier", .wrongType),
            (placed(#""lines":{}"#), "lines", .wrongType),
            (placed(#""lines":[5]"#), "lines[0]", .wrongType),
            (placed(#""lines":[{"sku":"S"},{}]"#), "lines[1].sku", .missing),
            (placed(#""lines":[{"sku":"S","quantity":-1}]"#), "lines[0].quantity", .outOfRange),
            (placed(#""lines":[{"sku":"S","quantity":1000001}]"#), "lines[0].quantity", .outOfRange),
            (placed(#""lines":[{"sku":"S","unit_price_minor":"1"}]"#), "lines[0].unit_price_minor", .wrongType),
            (event("order.shipped", #""order_id":"O","promised_at":"soon""#), "promised_at", .badTime),
            (event("order.cancelled", #""order_id":"O","comment":5"#), "comment", .wrongType),
            (event("inventory.level_changed", #""sku":"S""#), "available", .missing),
            (event("inventory.level_changed", #""sku":"S","available":-1"#), "available", .outOfRange),
            (event("inventory.reservation_failed", #""order_id":"O","quantity_requested":1"#), "sku", .missing),
            (event("feedback.received", #""order_id":"O","score":101"#), "score", .outOfRange),
            (event("feedback.received", #""order_id":"O","score":2.5"#), "score", .wrongType),
            (
                event("customer.preferences_changed", #""customer_id":"C","channels":["a",5]"#), "channels[1]",
                .wrongType
            ),
            (event("customer.preferences_changed", #""customer_id":"C","quiet_hours":5"#), "quiet_hours", .wrongType),
            (
                event("customer.preferences_changed", #""customer_id":"C","quiet_hours":{"start":"22:00"}"#),
                "quiet_hours.end", .missing
            ),
            (
                event(
                    "customer.preferences_changed",
                    #""customer_id":"C","quiet_hours":{"start":"24:00","end":"08:00"}"#
                ),
                "quiet_hours.start", .badValue
            ),
        ] as [(String, String, DecodeError.Fault)]
    )
    func values(json: String, field: String, fault: DecodeError.Fault) { refuse(json, field, fault) }

    @Test("more lines than an order may have")
    func manyLines() {
        let line = #"{"sku":"S"}"#
        let lines = Array(repeating: line, count: EventLimits.lines + 1).joined(separator: ",")
        refuse(Self.placed(#""lines":[\#(lines)]"#), "lines", .outOfRange)
    }

    @Test("documents larger than the limit, before reading them")
    func tooLarge() {
        var decoder = EventDecoder(bytesMax: 100)
        var batch = EventBatch()
        let bytes = [UInt8](repeating: 0xFF, count: 101)
        #expect(throws: DecodeError.document(.tooLarge)) { try decoder.decode(copying: bytes, into: &batch) }
        #expect(throws: DecodeError.document(.invalidUTF8)) {
            try decoder.decode(copying: Array(bytes.dropLast()), into: &batch)
        }
    }

    @Test("leaves the batch as it was, and goes on with the next record")
    func rollback() throws {
        var decoder = EventDecoder()
        var batch = EventBatch()
        let good = SourceEvents.orderPlaced(EventDecoderTests.head, .init(lines: [.init(sku: "S")]))
        _ = try decoder.decode(copying: good, into: &batch)
        let bad = Self.placed(#""customer_tier":"odd","lines":[{"sku":"S"},{"sku":"S","quantity":-1}]"#)
        #expect(throws: DecodeError.self) { try decoder.decode(copying: Array(bad.utf8), into: &batch) }
        #expect(batch.events.count == 1 && batch.lines.count == 1 && decoder.otherWords == 0)
        #expect(batch.text == Array("O-1C-1".utf8))
        _ = try decoder.decode(copying: good, into: &batch)
        #expect(batch.events.count == 2 && batch.lines.count == 2)
    }
}
