import Streaming
import Testing

@Suite("State bytes")
struct StateBytesTests {
    /// One of everything that can be written.
    enum Item: Equatable {
        case number(UInt64)
        case signed(Int64)
        case fixed(UInt64)
        case double(UInt64)
        case flag(Bool)
        case time(Int64)
        case bytes([UInt8])
        case text(String)
        case optional(UInt64?)
        case list([Int64])
        case counted([UInt64])

        static func random(using chance: inout Chance) -> Item {
            // Numbers of every length, the longest and the shortest among them.
            let number = UInt64.random(in: 0 ... .max, using: &chance) >> UInt64.random(in: 0..<64, using: &chance)
            let signed = Int64(bitPattern: number)
            let length = Int.random(in: 0..<9, using: &chance)
            return switch Int.random(in: 0..<11, using: &chance) {
            case 0: .number(Bool.random(using: &chance) ? number : .max)
            case 1: .signed(Bool.random(using: &chance) ? signed : .min)
            case 2: .fixed(number)
            case 3: .double(Bool.random(using: &chance) ? number : Double.nan.bitPattern)
            case 4: .flag(Bool.random(using: &chance))
            case 5: .time(Bool.random(using: &chance) ? -signed.magnitude.asSigned : .max)
            case 6: .bytes((0..<length).map { UInt8(truncatingIfNeeded: number >> UInt64($0 * 7)) })
            case 7: .text(String("aé愛🎁\u{0}z".shuffled(using: &chance).prefix(length)))
            case 8: .optional(Bool.random(using: &chance) ? number : nil)
            case 9: .list((0..<length).map { Int64($0) &* signed })
            default: .counted((0..<length).map { UInt64($0) &* number })
            }
        }

        func write(to writer: inout StateWriter) {
            switch self {
            case .number(let value): writer.number(value)
            case .signed(let value): writer.signed(value)
            case .fixed(let value): writer.fixed(value)
            case .double(let value): writer.double(Double(bitPattern: value))
            case .flag(let value): writer.flag(value)
            case .time(let value): writer.time(EventTime(milliseconds: value))
            case .bytes(let value): writer.bytes(value)
            case .text(let value): writer.text(value)
            case .optional(let value): writer.optional(value) { $0.number($1) }
            case .list(let value): writer.list(value) { $0.signed($1) }
            case .counted(let value):
                writer.counted { part in
                    for number in value { part.number(number) }
                    return value.count
                }
            }
        }

        /// What `reader` has where this was written.
        func reread(from reader: inout StateReader) throws(StateError) -> Item {
            switch self {
            case .number: return .number(try reader.number())
            case .signed: return .signed(try reader.signed())
            case .fixed: return .fixed(try reader.fixed())
            case .double: return .double(try reader.double().bitPattern)
            case .flag: return .flag(try reader.flag())
            case .time: return .time(try reader.time().milliseconds)
            case .bytes: return .bytes(try reader.bytes())
            case .text: return .text(try reader.text())
            case .optional: return .optional(try reader.optional { (reader) throws(StateError) in try reader.number() })
            case .list: return .list(try reader.list { (reader) throws(StateError) in try reader.signed() })
            case .counted:
                var numbers: [UInt64] = []
                try reader.counted { (part) throws(StateError) in numbers.append(try part.number()) }
                return .counted(numbers)
            }
        }
    }

    private static func story(seed: UInt64) -> (items: [Item], bytes: [UInt8]) {
        var chance = Chance(seed: seed)
        let items = (0..<30).map { _ in Item.random(using: &chance) }
        var writer = StateWriter()
        for item in items { item.write(to: &writer) }
        return (items, writer.bytes)
    }

    private static func reread(_ items: [Item], from bytes: [UInt8]) throws(StateError) -> [Item] {
        var reader = StateReader(bytes)
        var read: [Item] = []
        for item in items { read.append(try item.reread(from: &reader)) }
        try reader.end()
        return read
    }

    @Test("give back what was written", arguments: 0 as UInt64..<200)
    func roundTrip(seed: UInt64) throws {
        let (items, bytes) = Self.story(seed: seed)
        #expect(try Self.reread(items, from: bytes) == items, "run again with seed \(seed)")
    }

    @Test("are refused when they end early, wherever that is", arguments: 0 as UInt64..<20)
    func truncations(seed: UInt64) {
        let (items, bytes) = Self.story(seed: seed)
        for count in bytes.indices {
            #expect(throws: StateError.self, "\(count) of \(bytes.count) bytes, seed \(seed)") {
                try Self.reread(items, from: Array(bytes[..<count]))
            }
        }
        #expect(throws: StateError("1 bytes are left over")) { try Self.reread(items, from: bytes + [0]) }
    }

    @Test("are read or refused and never trap, whatever they are", arguments: 0 as UInt64..<20)
    func flips(seed: UInt64) {
        let (items, bytes) = Self.story(seed: seed)
        var chance = Chance(seed: seed ^ 0xF11B)
        for _ in 0..<500 {
            var bytes = bytes
            for _ in 0...Int.random(in: 0..<4, using: &chance) {
                let index = Int.random(in: bytes.indices, using: &chance)
                bytes[index] =
                    [0, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &chance)]
                    .randomElement(using: &chance) ?? 0
            }
            do throws(StateError) {
                let read = try Self.reread(items, from: bytes)
                #expect(read.count == items.count)
            } catch {
                #expect(!error.problem.isEmpty)
            }
        }
    }

    @Test("say what is wrong with them")
    func problems() throws {
        var reader = StateReader([UInt8](repeating: 0xFF, count: 9) + [0x02])
        #expect(throws: StateError("a number has more than 64 bits")) { try reader.number() }
        reader = StateReader([UInt8](repeating: 0xFF, count: 9) + [0x01])
        #expect(try reader.number() == .max)
        reader = StateReader([0x80])
        #expect(throws: StateError("the bytes end inside a number")) { try reader.number() }
        reader = StateReader([1, 2, 3])
        #expect(throws: StateError("the bytes end inside eight bytes")) { try reader.fixed() }
        reader = StateReader([2])
        #expect(throws: StateError("a flag is 2")) { try reader.flag() }
        reader = StateReader([5])
        #expect(throws: StateError("5 is more than 4")) { try reader.number(upTo: 4) }
        reader = StateReader([2, 0xC3, 0x28])
        #expect(throws: StateError("a text is not UTF-8")) { try reader.text() }
        reader = StateReader([9, 1])
        #expect(throws: StateError("9 bytes are promised and 1 are there")) { try reader.bytes() }
        reader = StateReader([9, 1])
        #expect(throws: StateError("9 is more than 2")) {
            try reader.list { (reader) throws(StateError) in try reader.flag() }
        }
    }
}

extension UInt64 {
    /// As a number with a sign, the largest if it is none.
    fileprivate var asSigned: Int64 { Int64(clamping: self) }
}
