import Streaming
import Testing

@Suite("A state table")
struct StateTableTests {
    @Test("holds what a dictionary holds, and never moves an entry", arguments: 0 as UInt64..<20)
    func likeADictionary(seed: UInt64) {
        var chance = Chance(seed: seed)
        var table = StateTable<UInt64>()
        var model: [UInt64: (slot: Int, value: UInt64)] = [:]
        for _ in 0..<5000 {
            let key = UInt64.random(in: 0..<2000, using: &chance)
            if Int.random(in: 0..<3, using: &chance) > 0 {
                if let known = model[key] {
                    #expect(table.slot(of: key, where: { _ in true }) == known.slot)
                    table[known.slot] &+= 1
                    model[key] = (known.slot, known.value + 1)
                } else {
                    model[key] = (table.insert(key, key), key)
                }
            } else if let slot = table.slot(of: key, where: { _ in true }) {
                table.remove(at: slot)
                #expect(model.removeValue(forKey: key)?.slot == slot)
            } else {
                #expect(model[key] == nil)
            }
        }
        #expect(table.count == model.count, "run again with seed \(seed)")
        for (key, known) in model {
            #expect(table.slot(of: key, where: { _ in true }) == known.slot, "key \(key), seed \(seed)")
            #expect(table[known.slot] == known.value, "key \(key), seed \(seed)")
        }
    }

    @Test("keeps two things apart that share a key, also when one goes")
    func sharedKey() {
        var table = StateTable<Int32>()
        let first = table.insert(7, 1)
        let second = table.insert(7, 2)
        #expect(table.slot(of: 7) { $0 == 2 } == second)
        table.remove(at: first)
        #expect(table.slot(of: 7) { $0 == 1 } == nil)
        #expect(table.slot(of: 7) { $0 == 2 } == second)
        #expect(table.insert(9, 3) == first)
    }
}
