import Streaming
import Testing

@Suite("A table")
struct TableTests {
    @Test("holds what a dictionary holds, through any insertions and removals", arguments: 0 as UInt64..<20)
    func likeADictionary(seed: UInt64) {
        var chance = Chance(seed: seed)
        var table = Table<UInt64>()
        var model: [UInt64: UInt64] = [:]
        for _ in 0..<3000 {
            // Few different keys, zero among them, so that runs of full slots form and are broken.
            let key = UInt64.random(in: 0..<400, using: &chance) << UInt64.random(in: 0...1, using: &chance) * 40
            if Bool.random(using: &chance) {
                if let slot = table.slot(of: key) {
                    table[slot] &+= 1
                } else {
                    _ = table.insert(key, 1)
                }
                model[key, default: 0] &+= 1
            } else if let slot = table.slot(of: key) {
                table.remove(at: slot)
                #expect(model.removeValue(forKey: key) != nil)
            } else {
                #expect(model[key] == nil)
            }
        }
        #expect(table.count == model.count, "run again with seed \(seed)")
        for (key, value) in model {
            let slot = table.slot(of: key)
            #expect(slot.map { table[$0] } == value, "key \(key), seed \(seed)")
        }
    }

    @Test("keeps two things apart that share a key")
    func sharedKey() {
        var table = Table<Int32>()
        _ = table.insert(7, 1)
        _ = table.insert(7, 2)
        #expect(table.slot(of: 7) { $0 == 1 }.map { table[$0] } == 1)
        #expect(table.slot(of: 7) { $0 == 2 }.map { table[$0] } == 2)
        #expect(table.slot(of: 7) { $0 == 3 } == nil)
    }
}
