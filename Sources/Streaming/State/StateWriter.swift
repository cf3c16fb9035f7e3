/// Writes state as compact bytes: numbers in as few bytes as they need, texts with their length before them.
///
/// There are no names and no types in the bytes: ``StateReader`` reads them back in the same order, and the version of
/// the whole stands once in front of it.
public struct StateWriter: Sendable {
    /// What was written.
    public private(set) var bytes: [UInt8] = []

    /// A writer that has written nothing.
    public init() {}

    /// How many bytes were written.
    @inlinable
    public var count: Int { bytes.count }

    /// Forgets what was written and keeps the memory.
    public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// A number from zero up: LEB128, seven bits a byte, the lowest first.
    public mutating func number(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A count or an index, which is never negative.
    public mutating func number(_ value: Int) {
        precondition(value >= 0, "a count is not negative; `signed` is for numbers that may be")
        number(UInt64(value))
    }

    /// A number of either sign: zigzag, so that small ones of both signs are short.
    public mutating func signed(_ value: Int64) { number(UInt64(bitPattern: (value << 1) ^ (value >> 63))) }

    /// Eight bytes, the lowest first: for hashes, which have no short ones.
    public mutating func fixed(_ value: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
    }

    /// A floating-point number, bit by bit.
    public mutating func double(_ value: Double) { fixed(value.bitPattern) }

    /// Yes or no.
    public mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

    /// A moment, in milliseconds.
    public mutating func time(_ value: EventTime) { signed(value.milliseconds) }

    /// Bytes, with their count.
    public mutating func bytes(_ value: Span<UInt8>) {
        number(value.count)
        for index in value.indices { bytes.append(value[index]) }
    }

    /// Bytes, with their count.
    public mutating func bytes(_ value: [UInt8]) {
        number(value.count)
        bytes.append(contentsOf: value)
    }

    /// The UTF-8 bytes of a text, with their count.
    public mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { number($0.count) }
        bytes.append(contentsOf: value.utf8)
    }

    /// Whether there is a value, and if so what `write` writes of it.
    public mutating func optional<Value>(_ value: Value?, _ write: (inout StateWriter, Value) -> Void) {
        flag(value != nil)
        if let value { write(&self, value) }
    }

    /// How many elements there are, and what `write` writes of each.
    public mutating func list<Elements: Collection>(
        _ elements: Elements,
        _ write: (inout StateWriter, Elements.Element) -> Void
    ) {
        number(elements.count)
        for element in elements { write(&self, element) }
    }

    /// What `write` writes, with its length, behind the number of elements that it returns: for those whose number is only
    /// known when they are written.
    public mutating func counted(_ write: (inout StateWriter) -> Int) {
        var part = StateWriter()
        let count = write(&part)
        number(count)
        bytes(part.bytes)
    }
}
