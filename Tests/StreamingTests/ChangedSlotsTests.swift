import Streaming
import Testing

@Suite("Changed slots")
struct ChangedSlotsTests {
    @Test("are named once each, in the order they first changed, and then not again", arguments: 0 as UInt64..<20)
    func likeAList(seed: UInt64) {
        var chance = Chance(seed: seed)
        var changed = ChangedSlots()
        var model: [UInt32] = []
        for _ in 0..<3000 {
            let slot = Int.random(in: 0..<[70, 500, 20_000][Int.random(in: 0..<3, using: &chance)], using: &chance)
            changed.insert(slot)
            if !model.contains(UInt32(slot)) { model.append(UInt32(slot)) }
            #expect(changed.count == model.count, "run again with seed \(seed)")
            guard Int.random(in: 0..<100, using: &chance) == 0 else { continue }
            #expect(changed.take() == model, "run again with seed \(seed)")
            #expect(changed.count == 0)
            model = []
        }
    }
}
