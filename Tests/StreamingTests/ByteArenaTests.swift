import Streaming
import Testing

@Suite("A byte arena")
struct ByteArenaTests {
    private func holds(_ arena: borrowing ByteArena, _ slot: TextSlot, _ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return arena.holds(slot, bytes.span)
    }

    @Test("gives back what was stored, and uses freed memory again")
    func roundTrip() {
        var arena = ByteArena()
        let first = arena.store(Array("O-1000001".utf8).span)
        let second = arena.store(Array("客户".utf8).span)
        #expect(arena.string(first) == "O-1000001")
        #expect(arena.string(second) == "客户")
        let size = arena.byteCount
        arena.release(first)
        let third = arena.store(Array("O-1000002".utf8).span)
        #expect(arena.byteCount == size)
        #expect(arena.string(third) == "O-1000002")
        #expect(arena.string(second) == "客户")
    }

    @Test("tells texts apart by every byte and by length")
    func holds() {
        var arena = ByteArena()
        let slot = arena.store(Array("abc".utf8).span)
        #expect(holds(arena, slot, "abc") == true)
        #expect(holds(arena, slot, "abd") == false)
        #expect(holds(arena, slot, "ab") == false)
        #expect(holds(arena, .empty, "") == true)
    }
}
