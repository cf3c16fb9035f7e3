public import Streaming

/// Writes JSON into bytes, in the order of the calls: the same calls give the same bytes.
///
/// ```swift
/// var json = JSONWriter()
/// json.beginObject()
/// json.member("order_id", "O-1")
/// json.key("tags")
/// json.beginArray()
/// json.value("late")
/// json.endArray()
/// json.endObject()            // {"order_id":"O-1","tags":["late"]}
/// ```
///
/// Commas are its own affair. It does not check that what is begun is ended or that members have a key.
public struct JSONWriter: Sendable {
    /// What was written.
    public private(set) var bytes: [UInt8] = []

    /// A writer that has written nothing, with room for `capacity` bytes.
    public init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

    /// Begins an object, as a value.
    public mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
    }

    /// Ends the object.
    public mutating func endObject() { bytes.append(UInt8(ascii: "}")) }

    /// Begins an array, as a value.
    public mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
    }

    /// Ends the array.
    public mutating func endArray() { bytes.append(UInt8(ascii: "]")) }

    /// Begins a member of an object: its name.
    public mutating func key(_ name: String) {
        append(name)
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes a string.
    public mutating func value(_ text: String) { append(text) }

    /// Writes a part of the document as it is: braces, commas and names that are known, in one piece.
    public mutating func raw(_ part: String) { bytes.append(contentsOf: part.utf8) }

    /// Writes the inside of a string that needs no escapes.
    public mutating func raw(_ text: [UInt8]) { bytes.append(contentsOf: text) }

    /// Writes a word of `words` as a string.
    public mutating func value(_ word: Word, of words: borrowing WordTable) {
        let start = beginQuoted()
        words.append(word, to: &bytes)
        endQuoted(from: start)
    }

    /// Writes a text of `texts` as a string.
    public mutating func value(_ slot: TextSlot, of texts: borrowing ByteArena) {
        let start = beginQuoted()
        texts.append(slot, to: &bytes)
        endQuoted(from: start)
    }

    /// Writes an integer.
    public mutating func value(_ number: Int64) {
        separate()
        var digits: UInt64 = number.magnitude
        let start = bytes.count
        repeat {
            bytes.append(UInt8(48 + digits % 10))
            digits /= 10
        } while digits > 0
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes[start...].reverse()
    }

    /// Writes an integer.
    public mutating func value(_ number: Int) { value(Int64(number)) }

    /// Writes the shortest text that gives the same number again; null for infinities and not-a-numbers, which JSON
    /// does not have.
    public mutating func value(_ number: Double) {
        separate()
        bytes.append(contentsOf: (number.isFinite ? number.description : "null").utf8)
    }

    /// Writes `true` or `false`.
    public mutating func value(_ flag: Bool) {
        separate()
        bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    }

    /// Writes a time as ``RFC3339/format(_:)``.
    public mutating func value(_ time: EventTime) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        RFC3339.append(time, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a value that is JSON already, as it is.
    public mutating func value(json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// Writes null.
    public mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    // The last byte tells where we are: no string or number ends like this.
    private mutating func separate() {
        switch bytes.last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): return
        default: bytes.append(UInt8(ascii: ","))
        }
    }

    private mutating func append(_ text: String) {
        let start = beginQuoted()
        bytes.append(contentsOf: text.utf8)
        endQuoted(from: start)
    }

    /// Begins a text, and returns where.
    private mutating func beginQuoted() -> Int {
        separate()
        bytes.append(UInt8(ascii: "\""))
        return bytes.count
    }

    /// Ends the text that begins at `start`. It is copied first and looked at here: almost no text needs an escape, and bytes in
    /// an array are quick to read.
    private mutating func endQuoted(from start: Int) {
        if needsEscape(from: start) {
            let text = Array(bytes[start...])
            bytes.removeSubrange(start...)
            for byte in text { appendEscaped(byte) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private func needsEscape(from start: Int) -> Bool {
        let written = bytes.span.extracting(start...)
        // Without a way out in the middle, so that many bytes are looked at in one step.
        var found = false
        for index in written.indices { found = Self.needsEscape(written[index]) || found }
        return found
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        guard Self.needsEscape(byte) else {
            bytes.append(byte)
            return
        }
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: [UInt8(ascii: "u"), 48, 48, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
        default: bytes.append(byte)
        }
    }
}

// MARK: Members

extension JSONWriter {
    /// Writes a member with a string; none when it is `nil`.
    public mutating func member(_ name: String, _ text: String?) {
        guard let text else { return }
        key(name)
        value(text)
    }

    /// Writes a member with an integer; none when it is `nil`.
    public mutating func member(_ name: String, _ number: Int64?) {
        guard let number else { return }
        key(name)
        value(number)
    }

    /// Writes a member with an integer; none when it is `nil`.
    public mutating func member(_ name: String, _ number: Int?) {
        guard let number else { return }
        key(name)
        value(number)
    }

    /// Writes a member with a number, null when it is not finite; none when it is `nil`.
    public mutating func member(_ name: String, _ number: Double?) {
        guard let number else { return }
        key(name)
        value(number)
    }

    /// Writes a member with a truth value; none when it is `nil`.
    public mutating func member(_ name: String, _ flag: Bool?) {
        guard let flag else { return }
        key(name)
        value(flag)
    }

    /// Writes a member with a time; none when it is `nil`.
    public mutating func member(_ name: String, _ time: EventTime?) {
        guard let time else { return }
        key(name)
        value(time)
    }

    /// Writes a member with an array of strings.
    public mutating func member(_ name: String, _ texts: [String]) {
        key(name)
        beginArray()
        for text in texts { value(text) }
        endArray()
    }

    /// Writes a member that is a list of whole numbers.
    public mutating func member(_ name: String, _ numbers: [Int]) {
        key(name)
        beginArray()
        for number in numbers { value(number) }
        endArray()
    }

    /// Writes a member that is a list of numbers.
    public mutating func member(_ name: String, _ numbers: [Double]) {
        key(name)
        beginArray()
        for number in numbers { value(number) }
        endArray()
    }

    /// Writes an amount of money as a value.
    public mutating func value(_ money: Money) {
        beginObject()
        member("currency", money.currency)
        member("amount_minor", money.amountMinor)
        endObject()
    }
}
