internal import Streaming

/// Reads the members of one JSON object of our own records. Each read either gives a value or names the field.
///
/// Null says the same as absent; of members with the same name the last one counts; unknown members are ignored.
struct RecordReader {
    private let members: [JSONValue.Member]

    /// The record in `bytes`, whose `type` must be `type`.
    init(_ bytes: [UInt8], type: String) throws(DecodeError) {
        try self.init(JSONValue.parse(bytes))
        guard try string("type") == type else {
            throw DecodeError(field: "type", problem: "is not \(type)", fault: .badValue)
        }
    }

    /// The members of `value`, which must be an object.
    init(_ value: JSONValue) throws(DecodeError) {
        guard case .object(let members) = value else { throw .document(.wrongType) }
        self.members = members
    }

    /// All members, for objects whose names are data.
    var all: [JSONValue.Member] { members }

    func value(_ name: String) -> JSONValue? {
        guard let value = members.last(where: { $0.name == name })?.value, value != .null else { return nil }
        return value
    }

    private func required<Value>(_ name: String, _ value: Value?) throws(DecodeError) -> Value {
        guard let value else { throw DecodeError(field: name, fault: .missing) }
        return value
    }

    // MARK: Texts

    func optionalString(_ name: String) throws(DecodeError) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else { throw DecodeError(field: name, fault: .wrongType) }
        return text
    }

    func string(_ name: String) throws(DecodeError) -> String { try required(name, optionalString(name)) }

    func word<Word: RawRepresentable>(_ name: String) throws(DecodeError) -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: try string(name)) else { throw DecodeError(field: name, fault: .badValue) }
        return word
    }

    func optionalWord<Word: RawRepresentable>(_ name: String) throws(DecodeError) -> Word?
    where Word.RawValue == String {
        guard value(name) != nil else { return nil }
        return try word(name) as Word
    }

    func optionalTime(_ name: String) throws(DecodeError) -> EventTime? {
        guard let text = try optionalString(name) else { return nil }
        let bytes = Array(text.utf8)
        guard let time = RFC3339.parseAnyYear(bytes.span) else { throw DecodeError(field: name, fault: .badTime) }
        return time
    }

    func time(_ name: String) throws(DecodeError) -> EventTime { try required(name, optionalTime(name)) }

    // MARK: Numbers and flags

    func optionalInteger(_ name: String) throws(DecodeError) -> Int64? {
        switch value(name) {
        case nil: return nil
        case .integer(let integer): return integer
        case .hugeNumber: throw DecodeError(field: name, fault: .outOfRange)
        case .double(let double) where double == double.rounded():
            guard let integer = Int64(exactly: double) else { throw DecodeError(field: name, fault: .outOfRange) }
            return integer
        default: throw DecodeError(field: name, fault: .wrongType)
        }
    }

    func integer(_ name: String) throws(DecodeError) -> Int64 { try required(name, optionalInteger(name)) }

    func int(_ name: String) throws(DecodeError) -> Int { Int(try integer(name)) }

    func optionalDouble(_ name: String) throws(DecodeError) -> Double? {
        switch value(name) {
        case nil: return nil
        case .double(let double): return double
        case .integer(let integer): return Double(integer)
        case .hugeNumber: throw DecodeError(field: name, fault: .outOfRange)
        default: throw DecodeError(field: name, fault: .wrongType)
        }
    }

    func double(_ name: String) throws(DecodeError) -> Double { try required(name, optionalDouble(name)) }

    func bool(_ name: String) throws(DecodeError) -> Bool {
        guard case .bool(let flag) = try required(name, value(name)) else {
            throw DecodeError(field: name, fault: .wrongType)
        }
        return flag
    }

    /// The object's own amount of money: its members `currency` and `amount_minor`.
    func money() throws(DecodeError) -> Money {
        Money(currency: try string("currency"), amountMinor: try integer("amount_minor"))
    }

    // MARK: Containers

    /// What `body` makes of the object `name`; `nil` when it is absent.
    func optionalObject<Value>(
        _ name: String,
        _ body: (RecordReader) throws(DecodeError) -> Value
    ) throws(DecodeError) -> Value? {
        guard let value = value(name) else { return nil }
        do throws(DecodeError) {
            return try body(RecordReader(value))
        } catch {
            throw error.inside(name)
        }
    }

    func object<Value>(
        _ name: String,
        _ body: (RecordReader) throws(DecodeError) -> Value
    ) throws(DecodeError) -> Value {
        try required(name, optionalObject(name, body))
    }

    /// What `body` makes of each element of the array `name`; none when it is absent.
    func elements<Value>(
        _ name: String,
        _ body: (JSONValue) throws(DecodeError) -> Value
    ) throws(DecodeError) -> [Value] {
        guard let value = value(name) else { return [] }
        guard case .array(let elements) = value else { throw DecodeError(field: name, fault: .wrongType) }
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            do throws(DecodeError) {
                values.append(try body(element))
            } catch {
                throw error.inside("\(name)[\(index)]")
            }
        }
        return values
    }

    func strings(_ name: String) throws(DecodeError) -> [String] {
        try elements(name) { (element) throws(DecodeError) in
            guard case .string(let text) = element else { throw .document(.wrongType) }
            return text
        }
    }

    func ints(_ name: String) throws(DecodeError) -> [Int] {
        try elements(name) { (element) throws(DecodeError) in
            guard case .integer(let integer) = element else { throw .document(.wrongType) }
            return Int(integer)
        }
    }

    func doubles(_ name: String) throws(DecodeError) -> [Double] {
        try elements(name) { (element) throws(DecodeError) in
            switch element {
            case .double(let double): return double
            case .integer(let integer): return Double(integer)
            default: throw .document(.wrongType)
            }
        }
    }
}
