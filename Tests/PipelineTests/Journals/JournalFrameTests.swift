import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("A record of a journal")
struct JournalFrameTests {
    private static func entry(_ seed: UInt64) -> JournalEntry {
        var chance = Chance(seed: seed)
        func bytes(_ max: Int) -> [UInt8] {
            (0..<Int.random(in: 0...max, using: &chance)).map { _ in UInt8.random(in: 0...255, using: &chance) }
        }
        var entry = JournalEntry(writer: chance.next(), sequence: UInt64.random(in: 0...99_999, using: &chance))
        if chance.hits(0.5) { entry.previous = chance.next() }
        entry.version = Int.random(in: 0...300, using: &chance)
        for number in 0..<Int32.random(in: 0...3, using: &chance) {
            let offset = Offset(Int64.random(in: 0 ... .max, using: &chance))
            entry.positions[TopicPartition(topic: "orders", partition: number)] = offset
        }
        entry.changes = bytes(40)
        if chance.hits(0.5) { entry.slice = .init(first: 1, isLast: chance.hits(0.5), bytes: bytes(40)) }
        return entry
    }

    private static func decode(_ values: [[UInt8]]) throws -> JournalEntry {
        let frames = try values.map { try JournalFrame($0) }
        var reader = StateReader(frames.flatMap(\.bytes))
        return try JournalEntry(writer: frames[0].writer, sequence: frames[0].sequence, from: &reader)
    }

    @Test("gives back the entry", arguments: 0 as UInt64..<50)
    func roundTrip(seed: UInt64) throws {
        let entry = Self.entry(seed)
        let values = JournalFrame.encode(entry, of: "orders-3")
        #expect(try JournalFrame(values[0]).task == "orders-3")
        #expect(try Self.decode(values) == entry, "run again with seed \(seed)")
    }

    @Test("takes 512 KiB of an entry, and the next ones the rest")
    func parts() throws {
        #expect(JournalFrame.bytesMax == 512 << 10)
        for count in [0, 1, 512 << 10, (512 << 10) + 1, (3 << 19) - 64, 3 << 19, (3 << 19) + 1] {
            var entry = JournalEntry(writer: 7, sequence: 9)
            entry.changes = [UInt8](repeating: 5, count: count)
            let values = JournalFrame.encode(entry, of: "orders-3")
            for (number, value) in values.enumerated() {
                let frame = try JournalFrame(value)
                #expect(frame.part == number && frame.parts == values.count)
                #expect(frame.bytes.count <= 512 << 10 && !frame.bytes.isEmpty)
                #expect(number == values.count - 1 || frame.bytes.count == 512 << 10)
                #expect(value.count < (512 << 10) + 100)
            }
            #expect(try Self.decode(values) == entry)
        }
    }

    private static func problem(_ value: [UInt8]) -> String? {
        do throws(StateError) {
            _ = try JournalFrame(value)
            return nil
        } catch {
            return error.problem
        }
    }

    @Test("says when a byte of it is wrong, whichever that is", arguments: 0 as UInt64..<8)
    func damage(seed: UInt64) {
        var chance = Chance(seed: seed)
        let value = JournalFrame.encode(Self.entry(seed), of: "orders-3")[0]
        for index in value.indices {
            var damaged = value
            damaged[index] ^= UInt8.random(in: 1...255, using: &chance)
            let expected =
                switch index {
                case 0..<3: "it is no record of a journal"
                case 3: "it has format \(damaged[3]), and this version reads 2"
                default: "its checksum is wrong"
                }
            #expect(Self.problem(damaged) == expected, "byte \(index), seed \(seed)")
        }
        for count in value.indices {
            let expected = count > 12 ? "its checksum is wrong" : "it is no record of a journal"
            #expect(Self.problem(Array(value[..<count])) == expected, "\(count) bytes, seed \(seed)")
        }
        #expect(Self.problem(value + [0]) == "its checksum is wrong")
    }

    @Test("that is whole says when it makes no sense")
    func senseless() {
        func value(_ write: (inout StateWriter) -> Void) -> [UInt8] {
            var writer = StateWriter()
            write(&writer)
            let body = Array("OKJ".utf8) + [2] + writer.bytes
            var checksum = StateWriter()
            checksum.fixed(StableHash.of(body.span))
            return body + checksum.bytes
        }
        func head(_ writer: inout StateWriter, part: Int, of parts: Int) {
            writer.text("orders-3")
            writer.fixed(7)
            writer.number(9)
            writer.number(part)
            writer.number(parts)
        }
        let missing = value { head(&$0, part: 0, of: 1) }
        let third = value {
            head(&$0, part: 2, of: 2)
            $0.bytes([])
        }
        let longer = value {
            head(&$0, part: 0, of: 1)
            $0.bytes([])
            $0.flag(true)
        }
        #expect(Self.problem(missing) == "the bytes end inside a number")
        #expect(Self.problem(third) == "it is part 2 of 2")
        #expect(Self.problem(longer) == "1 bytes are left over")
    }
}
