import Commerce
import Streaming
import Testing

@testable import Retention

@Suite("What an older version remembers of a customer")
struct OlderStateTests {
    /// A memory as version 3 wrote it, in hexadecimal digits: C-1 cancelled O-1 and was asked why, and a payment of O-2 failed.
    private static let version3 = """
        00ffffffffffffffff3f80d3f986bf6802247472672d3430383464333364303735383132303362613062353161313964
        3331323330380963616e63656c6c65640c6368616e6765645f6d696e64034f2d3103432d3180b4b086bf6803434e5907
        726567756c61720361707002434e02656e0d417369612f5368616e6768616905532d3530310573686f657303572d319c
        96030001809d9d81bf680000001663616e63656c6c65642d6368616e6765642d6d696e6400096e6578745f7374657001
        077472656174656480eee789bf68feffffffffffffff3f80918c88bf6880c494c7c36801246163742d65353262383862
        3164636361386233653935393561346431326230366230393701047075736800000101247472672d3038646365663438
        6539613264373735363563613638323566333934616661660e7061796d656e745f6661696c65640566756e6473034f2d
        3203432d3180d3f986bf6803434e5907726567756c61720361707002434e02656e0d417369612f5368616e6768616905
        532d3530310573686f657303572d319c9603000180bce681bf6800000106616c697061790677616c6c65740469636263
        01780d7061796d656e742d66756e647300096e6578745f7374657001077472656174656480afc69bbf68feffffffffff
        ffff3f80afc69bbf6880e3ddc7c36801246163742d623832356237336634383637656636353938616335366134333366
        3463353765010470757368000001010201010964656661756c74403200077472656174656480c494c7c3680104707573
        680000000002000964656661756c74403200077472656174656480e3ddc7c3680104707573680000000001d2c4020400
        0002f4691a7f130a833b80b4b086bf6801010000000180b4b086bf6836fbf8414a37838880d3f986bf68000100000000
        """

    private static var bytes: [UInt8] {
        let digits = Array(version3.filter { !$0.isWhitespace })
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16) ?? 0 }
    }

    @Test("is read by this one, and kept as this one writes it")
    func version3() throws {
        var entry = StateWriter()
        entry.number(1)
        entry.number(0)
        entry.flag(true)
        entry.text("C-1")
        entry.bytes(Self.bytes)
        var reader = StateReader(Array(entry.bytes), version: 3)
        var customers = KeyedState<CustomerMemory>()
        try customers.restoreChanges(from: &reader)
        try reader.end()
        let memory = try #require(customers["C-1"])
        #expect(memory.cases.map(\.rule) == ["cancelled-changed-mind", "payment-funds"])
        #expect(memory.cases.allSatisfy { $0.trigger.order.cancelledAt == nil && $0.trigger.order.placedAt != nil })
        #expect(memory.cases.last?.trigger.payment?.provider == "alipay" && memory.comparisons.count == 2)
        var today = StateWriter()
        memory.write(to: &today)
        // A byte for each case, which says that there was no reply.
        #expect(today.bytes.count == Self.bytes.count + 2)
        var again = try #require(customers.reader(of: "C-1"))
        #expect(again.remaining == today.bytes.count)
        #expect(try CustomerMemory(from: &again) == memory)
    }

    @Test("is not read as if this one had written it")
    func notGuessed() {
        #expect(throws: StateError.self) {
            var reader = StateReader(Self.bytes)
            _ = try CustomerMemory(from: &reader)
            try reader.end()
        }
    }
}
