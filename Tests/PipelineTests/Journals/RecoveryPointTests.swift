import Kafka
import Testing

@testable import Pipeline

@Suite("A recovery point")
struct RecoveryPointTests {
    @Test("is read back from its text", arguments: 0 as UInt64..<50)
    func roundTrip(seed: UInt64) {
        var chance = Chance(seed: seed)
        let first = UInt64.random(in: 1...(.max >> UInt64.random(in: 0..<60, using: &chance)), using: &chance)
        let point = RecoveryPoint(
            offset: Offset(Int64.random(in: 0 ... .max, using: &chance)),
            first: first,
            last: UInt64.random(in: first ... .max, using: &chance),
            writer: chance.next()
        )
        #expect(RecoveryPoint(point.text) == point, "run again with seed \(seed)")
    }

    @Test("begins with the first entry, when there is none yet")
    func beginning() {
        let point = RecoveryPoint.beginning(at: Offset(8))
        #expect(point.text == "v3 journal=8 first=1 last=0")
        #expect(RecoveryPoint(point.text) == point)
    }

    @Test(
        "is not made out of a text of another format",
        arguments: [
            "",
            " ",
            "v3",
            "1795176000000",
            "watermark=1795176000000",
            "v1 journal=8122 first=410 last=533",
            "v2 journal=8122 first=410 last=533 writer=7",
            "v4 journal=8122 first=410 last=533 writer=7",
            "V3 journal=8122 first=410 last=533 writer=7",
            "v3 journal=8122 first=410 last=533",
            "v3 journal=8122 first=410 writer=7",
            "v3 journal=8122 first=410 last=533 writer=7 x=1",
            "v3 journal=8122 first=410 last=533 x=1",
            "v3 first=410 journal=8122 last=533 writer=7",
            "v3 journal=-1 first=410 last=533 writer=7",
            "v3 journal=8122 first=0 last=533 writer=7",
            "v3 journal=8122 first=410 last=408 writer=7",
            "v3 journal=8 first=1 last=0 writer=7",
            "v3 journal=8122 first=410 last= writer=7",
            "v3 journal=8122 first=410 last=5e3 writer=7",
            "v3 journal=9223372036854775808 first=410 last=533 writer=7",
            "v3 journal=8122 first=410 last=18446744073709551616 writer=7",
            "v3 journal=8122 first=410 last=533 writer=",
            "v3 journal=8122 first=410 last=533 writer=-7",
            "v3 journal8122 first=410 last=533 writer=7",
        ]
    )
    func otherFormats(text: String) {
        #expect(RecoveryPoint(text) == nil)
    }
}
