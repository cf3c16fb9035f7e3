import Kafka
import Testing

@testable import Pipeline

@Suite("What is remembered of a redrive")
struct RedriveProgressTests {
    @Test("is what was done, in any order, also after it was stored", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func model(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        var progress = RedriveProgress()
        var done: Set<Int64> = []
        for _ in 0..<300 {
            let start = Int64.random(in: 0..<600, using: &chance)
            let end = start + (chance.hits(0.8) ? 1 : Int64.random(in: 0..<30, using: &chance))
            progress.insert(start..<end)
            done.formUnion(start..<end)
            let first = try #require((0...).first { !done.contains($0) })
            #expect(progress.next == first, "seed \(seed)")
            let committed = try #require(progress.committed)
            #expect(committed.offset == Offset(first))
            #expect(RedriveProgress(committed) == progress, "seed \(seed): \(committed)")
        }
        for offset in Int64(0)..<700 {
            #expect(progress.contains(Offset(offset)) == done.contains(offset), "seed \(seed)")
        }
    }

    @Test("is an offset alone when nothing was left out")
    func plain() {
        var progress = RedriveProgress()
        progress.insert(0..<1000)
        #expect(progress.committed == CommittedOffset(offset: Offset(1000)))
        #expect(RedriveProgress(CommittedOffset(offset: Offset(1000))) == progress)
    }

    @Test("holds what lies between letters for done, so that markers of transactions leave nothing behind")
    func gaps() {
        var (gaps, progress) = (LetterGaps(), RedriveProgress())
        for offset in [Int64(10), 12, 14, 17] {
            progress.insert(gaps.before(Offset(offset)))
            #expect(!progress.contains(Offset(offset)) && progress.contains(Offset(offset - 1)))
            if offset != 14 { progress.insert(Offset(offset)) }
        }
        progress.insert(gaps.before(end: Offset(20)))
        #expect(progress.next == 14 && progress.islands == [15..<20])
    }

    @Test("takes little room when a few are left behind, and finds room for any pattern of 22,000")
    func room() throws {
        var few = RedriveProgress()
        for start in stride(from: Int64(1), to: 10_000_000, by: 1_000_000) { few.insert(start..<start + 999_999) }
        #expect(try #require(few.committed).metadata.utf8.count < 120)
        var every = RedriveProgress()
        for offset in stride(from: Int64(1), to: 22_000, by: 2) { every.insert(Offset(offset)) }
        let committed = try #require(every.committed)
        #expect(committed.metadata.utf8.count <= 3_800 && RedriveProgress(committed) == every)
        for offset in stride(from: Int64(22_001), to: 60_000, by: 2) { every.insert(Offset(offset)) }
        #expect(every.committed == nil)
    }

    @Test("is refused when somebody else wrote it, and never traps")
    func strange() {
        let texts = [
            "x", "v1", "v1 r", "v1 r ?", "v2 r AAAA", "v1 z AAAA", "v1 r gICAgICAgICAgA==", "v1 r AQ==", "v1 r gA==",
        ]
        for text in texts {
            #expect(RedriveProgress(CommittedOffset(offset: Offset(3), metadata: text)) == nil, "\(text)")
        }
        let end = CommittedOffset(offset: Offset(.max), metadata: "v1 r AQE=")
        #expect(RedriveProgress(end) == nil)
    }
}
