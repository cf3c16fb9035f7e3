/// Reads back what a ``StateWriter`` wrote, in the same order. Total: whatever the bytes are, it reads or throws.
public struct StateReader: Sendable {
    /// The version of the state in which the bytes were written: what came later is not in them.
    public let version: Int
    private let source: ArraySlice<UInt8>
    private var cursor: Int

    /// A reader at the first of `bytes`, which were written by this version unless an older one is named.
    public init(_ bytes: [UInt8], version: Int = .max) { self.init(bytes[...], version: version) }

    private init(_ bytes: ArraySlice<UInt8>, version: Int) {
        self.version = version
        source = bytes
        cursor = source.startIndex
    }

    /// How many bytes are left.
    public var remaining: Int { source.endIndex - cursor }

    /// - Throws: ``StateError`` when anything is left.
    public func end() throws(StateError) {
        guard remaining == 0 else { throw StateError("\(remaining) bytes are left over") }
    }

    /// A number from zero up.
    public mutating func number() throws(StateError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte("a number")
            guard shift < 63 || byte <= 1 else { throw StateError("a number has more than 64 bits") }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    /// A number from zero up to `max`.
    public mutating func number(upTo max: Int) throws(StateError) -> Int {
        let value = try number()
        guard value <= UInt64(max) else { throw StateError("\(value) is more than \(max)") }
        return Int(value)
    }

    /// A number of either sign.
    public mutating func signed() throws(StateError) -> Int64 {
        let value = try number()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// Eight bytes.
    public mutating func fixed() throws(StateError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 8) { value |= UInt64(try byte("eight bytes")) << UInt64(shift) }
        return value
    }

    /// A floating-point number.
    public mutating func double() throws(StateError) -> Double { Double(bitPattern: try fixed()) }

    /// Yes or no.
    public mutating func flag() throws(StateError) -> Bool {
        let byte = try byte("a flag")
        guard byte <= 1 else { throw StateError("a flag is \(byte)") }
        return byte == 1
    }

    /// A moment.
    public mutating func time() throws(StateError) -> EventTime { EventTime(milliseconds: try signed()) }

    /// Bytes that were written with their count.
    public mutating func bytes() throws(StateError) -> [UInt8] { Array(try slice()) }

    /// A text.
    public mutating func text() throws(StateError) -> String {
        let slice = try slice()
        do {
            return String(copying: try UTF8Span(validating: slice.span))
        } catch {
            throw StateError("a text is not UTF-8")
        }
    }

    /// A value, if one was written.
    public mutating func optional<Value>(
        _ read: (inout StateReader) throws(StateError) -> Value
    ) throws(StateError) -> Value? {
        guard try flag() else { return nil }
        return try read(&self)
    }

    /// As many elements as were written.
    public mutating func list<Element>(
        _ read: (inout StateReader) throws(StateError) -> Element
    ) throws(StateError) -> [Element] {
        let count = try number(upTo: remaining)
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try read(&self)) }
        return elements
    }

    /// Calls `read` for each element that ``StateWriter/counted(_:)`` wrote.
    public mutating func counted(
        _ read: (inout StateReader) throws(StateError) -> Void
    ) throws(StateError) {
        let count = try number(upTo: remaining)
        var part = StateReader(try slice(), version: version)
        for _ in 0..<count { try read(&part) }
        try part.end()
    }

    private mutating func slice() throws(StateError) -> ArraySlice<UInt8> {
        let count = try number(upTo: .max)
        guard count <= remaining else { throw StateError("\(count) bytes are promised and \(remaining) are there") }
        defer { cursor += count }
        return source[cursor..<cursor + count]
    }

    private mutating func byte(_ what: String) throws(StateError) -> UInt8 {
        guard cursor < source.endIndex else { throw StateError("the bytes end inside \(what)") }
        defer { cursor += 1 }
        return source[cursor]
    }
}
