import Kafka
import Testing

@testable import Pipeline

@Suite("A recovery point")
struct RecoveryPointTests {
    @Test("is read back from its text", arguments: 0 as UInt64..<50)
    func roundTrip(seed: UInt64) {
        var chance = Chance(seed: seed)
        let first = UInt64.random(in: 1...(.max >> UInt64.random(in: 0..<60, using: &chance)), using: &chance)
        var point = RecoveryPoint(
            offset: Offset(Int64.random(in: 0 ... .max, using: &chance)),
            first: first,
            last: UInt64.random(in: first - 1 ... .max, using: &chance)
        )
        #expect(RecoveryPoint(point.text) == point, "run again with seed \(seed)")
        point.writer = chance.next()
        #expect(RecoveryPoint(point.text) == point, "run again with seed \(seed)")
    }

    @Test("begins with the first entry, when there is none yet")
    func beginning() {
        let point = RecoveryPoint.beginning(at: Offset(8))
        #expect(point.text == "v2 journal=8 first=1 last=0")
        #expect(RecoveryPoint(point.text) == point)
    }

    @Test(
        "is not made out of a text of another format",
        arguments: [
            "", " ", "v2", "1795176000000", "watermark=1795176000000", "v1 journal=8122 first=410 last=533",
            "v3 journal=8122 first=410 last=533", "v2 journal=8122 first=410", "v2 journal=8122 first=410 last=533 x=1",
            "v2 first=410 journal=8122 last=533", "v2 journal=-1 first=410 last=533",
            "v2 journal=8122 first=0 last=533",
            "v2 journal=8122 first=410 last=408", "v2 journal=8122 first=410 last=",
            "v2 journal=8122 first=410 last=5e3",
            "v2 journal=9223372036854775808 first=410 last=533", "v2 journal=8122 first=410 last=18446744073709551616",
            "v2 journal=8122 first=410 last=533 writer=", "v2 journal=8122 first=410 last=533 writer=7 x=1",
            "v2 journal=8122 first=410 last=533 writer=-7", "v2 journal8122 first=410 last=533",
            "V2 journal=8122 first=410 last=533",
        ]
    )
    func otherFormats(text: String) {
        #expect(RecoveryPoint(text) == nil)
    }
}
