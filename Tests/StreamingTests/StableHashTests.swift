import Streaming
import Testing

@Suite("A stable hash")
struct StableHashTests {
    private func hash(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 { StableHash.of(bytes.span, seed: seed) }

    @Test("has no neighbours: one changed bit changes about half of the hash")
    func avalanche() {
        let base = StableHash.of(Array("O-1000001".utf8).span)
        var changed = 0
        for bit in 0..<72 {
            var bytes = Array("O-1000001".utf8)
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            changed += (StableHash.of(bytes.span) ^ base).nonzeroBitCount
        }
        #expect((30.0...34.0).contains(Double(changed) / 72))
    }

    @Test("differs by length, by seed and by where parts are cut")
    func parts() {
        #expect(hash([0]) != hash([0, 0]))
        #expect(hash([1]) != hash([1], seed: 1))
        #expect(StableID.make("x", "ab", "c") != StableID.make("x", "a", "bc"))
        #expect(StableID.make("x", "ab", "c") == StableID.make("x", "ab", "c"))
    }
}
