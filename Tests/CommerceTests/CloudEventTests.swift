import Streaming
import Testing

@testable import Commerce

@Suite("CloudEvents")
struct CloudEventTests {
    typealias Header = (name: String, value: [UInt8])

    static func headers(_ pairs: KeyValuePairs<String, String>) -> [Header] {
        pairs.map { (name: $0.key, value: Array($0.value.utf8)) }
    }

    func decode(
        _ json: String,
        _ envelope: CloudEventEnvelope?
    ) throws(DecodeError) -> (outcome: DecodeOutcome, batch: EventBatch) {
        var decoder = EventDecoder()
        var batch = EventBatch()
        let outcome = try decoder.decode(copying: Array(json.utf8), envelope: envelope, into: &batch)
        return (outcome, batch)
    }

    @Test("binary mode: headers fill what the value does not say")
    func binary() throws {
        let envelope = try CloudEventEnvelope.from(
            headers: Self.headers([
                "ce_specversion": "1.0", "CE_ID": "E-9", "ce_type": "order.confirmed", "ce_source": "/shop",
                "ce_time": "2026-11-20T10:15:30.123Z", "content-type": "application/json", "ce_other": "x",
            ])
        )
        #expect(envelope?.source == "/shop" && envelope?.isStructured == false)
        let (outcome, batch) = try decode(#"{"order_id":"O"}"#, envelope)
        #expect(outcome == .event)
        #expect(batch.events[0].eventID == EventDecoderTests.hash("E-9"))
        #expect(batch.events[0].occurredAt == EventDecoderTests.time)
        let own = try decode(#"{"order_id":"O","event_id":"mine","type":"order.delivered","occurred_at":5}"#, envelope)
        #expect(own.batch.events[0].eventID == EventDecoderTests.hash("mine"))
        #expect(own.batch.events[0].type == .orderDelivered)
        #expect(own.batch.events[0].occurredAt == EventTime(milliseconds: 5))
    }

    @Test("binary mode: an unknown type is somebody else's event")
    func binaryUnknown() throws {
        let (outcome, _) = try decode("{}", CloudEventEnvelope(type: "cart.viewed"))
        #expect(outcome == .ignored(unknownType: "cart.viewed"))
    }

    @Test("structured mode: the event is in data, its identity around it", arguments: [true, false])
    func structured(announced: Bool) throws {
        let type = announced ? "application/cloudevents+json; charset=utf-8" : "application/json"
        let envelope = try CloudEventEnvelope.from(headers: Self.headers(["Content-Type": type]))
        #expect((envelope?.isStructured ?? false) == announced)
        let json = """
            {"specversion":"1.0","id":"E-9","source":"/shop","type":"order.placed","time":"2026-11-20T10:15:30.123Z",
             "data":{"order_id":"O","lines":[{"sku":"S"}]}}
            """
        let (outcome, batch) = try decode(json, envelope)
        #expect(outcome == .event && batch.lines.count == 1)
        #expect(batch.events[0].eventID == EventDecoderTests.hash("E-9"))
        #expect(batch.events[0].occurredAt == EventDecoderTests.time)
        #expect(batch.string(batch.events[0].orderID) == "O")
    }

    @Test(
        "faults name the attribute, the header or the path into data",
        arguments: [
            (#"{"specversion":"1.0","id":5,"type":"order.confirmed","time":"x","data":{}}"#, "id", .wrongType),
            (#"{"specversion":"1.0","id":"E","type":"order.confirmed","time":"x","data":{}}"#, "time", .badTime),
            (#"{"specversion":"1.0","id":"E","type":7,"data":{}}"#, "type", .wrongType),
            (#"{"specversion":"1.0","id":"E","type":"order.confirmed","data":{}}"#, "data.occurred_at", .missing),
            (
                #"{"specversion":"1.0","id":"E","type":"order.confirmed","time":"2026-11-20T10:15:30Z","data":{}}"#,
                "data.order_id", .missing
            ),
            (#"{"specversion":"1.0","id":"E","type":"order.confirmed","data":"text"}"#, "data", .wrongType),
            (#"{"specversion":"1.0","data":{"type":5}}"#, "data.type", .wrongType),
        ] as [(String, String, DecodeError.Fault)]
    )
    func structuredFaults(json: String, field: String, fault: DecodeError.Fault) {
        do {
            _ = try decode(json, nil)
            Issue.record("accepted \(json)")
        } catch {
            #expect(error.field == field && error.fault == fault, "\(error)")
        }
    }

    @Test("a value announced as structured must have data")
    func withoutData() {
        #expect(throws: DecodeError(field: "data", fault: .missing)) {
            try decode(#"{"type":"x"}"#, CloudEventEnvelope(isStructured: true))
        }
    }

    @Test("binary faults name the header")
    func binaryFaults() {
        let late = CloudEventEnvelope(id: "E", type: "order.confirmed", time: "late")
        #expect(throws: DecodeError(field: "ce_time", fault: .badTime)) { try decode("{}", late) }
        let empty = CloudEventEnvelope(id: "", type: "order.confirmed", time: "late")
        #expect(throws: DecodeError(field: "ce_id", problem: "is empty", fault: .badValue)) { try decode("{}", empty) }
    }

    @Test(
        "headers that cannot be understood are refused by name",
        arguments: [
            ("ce_specversion", Array("0.3".utf8), .badValue), ("ce_id", [0xFF], .invalidUTF8),
            ("content-type", Array("application/cloudevents-batch+json".utf8), .badValue),
            ("content-type", Array("application/cloudevents+avro".utf8), .badValue),
        ] as [(String, [UInt8], DecodeError.Fault)]
    )
    func headerFaults(name: String, value: [UInt8], fault: DecodeError.Fault) {
        do {
            _ = try CloudEventEnvelope.from(headers: [(name: name, value: value)])
            Issue.record("accepted \(name)")
        } catch {
            #expect(error.field == name && error.fault == fault)
        }
    }

    @Test("other headers make no envelope")
    func none() throws {
        #expect(
            try CloudEventEnvelope.from(headers: Self.headers(["traceparent": "00", "content-type": "text/x"])) == nil
        )
        #expect(try CloudEventEnvelope.from(headers: [Header]()) == nil)
    }

    @Test("what we write is understood as binary mode")
    func output() throws {
        let made = CloudEventHeaders.make(
            id: "A-1",
            type: AlertCodec.cloudEventType,
            time: EventDecoderTests.time,
            source: "/orderkeeper/detect"
        )
        #expect(made.map(\.0) == ["ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "content-type"])
        let envelope = try CloudEventEnvelope.from(headers: made.map { (name: $0.0, value: $0.1) })
        #expect(
            envelope
                == CloudEventEnvelope(
                    id: "A-1",
                    type: "orderkeeper.alert.v1",
                    time: "2026-11-20T10:15:30.123Z",
                    source: "/orderkeeper/detect"
                )
        )
    }
}
