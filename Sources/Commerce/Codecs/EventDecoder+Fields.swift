internal import Streaming

// Reading one field. A reader takes the field and finds its node; those of lines take the node.
extension EventDecoder {
    /// The node of `field` in the selected object; 0 when it is absent or null.
    @inline(__always)
    func member(_ field: EventField) -> Int { parser.member(field.rawValue) }

    // MARK: Ids

    func checkIdentifier(bytes count: Int, _ name: @autoclosure () -> String) throws(DecodeError) {
        guard count > 0 else { throw DecodeError(field: name(), problem: "is empty", fault: .badValue) }
        guard count <= EventLimits.textBytes else {
            throw DecodeError(
                field: name(),
                problem: "has more than \(EventLimits.textBytes) bytes",
                fault: .outOfRange
            )
        }
    }

    func checkIdentifier(_ node: Int, _ name: @autoclosure () -> String) throws(DecodeError) {
        guard parser.kind(node) == .string else { throw DecodeError(field: name(), fault: .wrongType) }
        try checkIdentifier(bytes: parser.textCount(node), name())
    }

    func hash(_ node: Int, _ name: @autoclosure () -> String) throws(DecodeError) -> UInt64 {
        try checkIdentifier(node, name())
        return parser.withText(node) { StableHash.of($0) }
    }

    /// Checks an id that events have and ``Event`` does not keep.
    func checkIdentifier(_ field: EventField) throws(DecodeError) {
        if member(field) != 0 { try checkIdentifier(member(field), field.name) }
    }

    func identifier(_ field: EventField, to text: inout [UInt8]) throws(DecodeError) -> BatchRange {
        let node = member(field)
        guard node != 0 else { return .empty }
        try checkIdentifier(node, field.name)
        let count = parser.textCount(node)
        precondition(text.count <= Int(Int32.max) - count, "a batch has less than 2 GiB of ids")
        let range = BatchRange(start: Int32(text.count), count: Int32(count))
        parser.append(node, to: &text)
        return range
    }

    func requiredIdentifier(_ field: EventField, to text: inout [UInt8]) throws(DecodeError) -> BatchRange {
        guard member(field) != 0 else { throw DecodeError(field: field.name, fault: .missing) }
        return try identifier(field, to: &text)
    }

    // MARK: Words

    func checkWord(_ node: Int, _ field: EventField) throws(DecodeError) {
        guard parser.kind(node) == .string else { throw DecodeError(field: field.name, fault: .wrongType) }
        guard parser.textCount(node) <= EventLimits.textBytes else {
            throw DecodeError(
                field: field.name,
                problem: "has more than \(EventLimits.textBytes) bytes",
                fault: .outOfRange
            )
        }
    }

    mutating func word(_ node: Int, _ field: EventField) throws(DecodeError) -> Word {
        guard node != 0 else { return .unknown }
        try checkWord(node, field)
        return parser.intern(node, into: &words, kind: field.rawValue)
    }

    mutating func word(_ field: EventField) throws(DecodeError) -> Word { try word(member(field), field) }

    mutating func currency() throws(DecodeError) -> Word {
        let node = member(.currency)
        guard node != 0 else { return .unknown }
        try checkWord(node, .currency)
        let isCode = parser.withText(node) { text in
            text.count == 3 && text.indices.allSatisfy { text[$0] >= 65 && text[$0] <= 90 }
        }
        guard isCode else {
            throw DecodeError(field: "currency", problem: "is not an ISO 4217 code (3 letters A-Z)", fault: .badValue)
        }
        return parser.intern(node, into: &words, kind: EventField.currency.rawValue)
    }

    func closed<List>(
        _ field: EventField,
        _ list: borrowing ClosedWords<List>,
        _ others: inout Int
    ) throws(DecodeError) -> List {
        let node = member(field)
        guard node != 0 else { return list.unknown }
        guard parser.kind(node) == .string else { throw DecodeError(field: field.name, fault: .wrongType) }
        if let word = parser.find(node, in: list) { return word }
        others += 1
        return list.other
    }

    // MARK: Numbers, flags and times

    func integer(_ node: Int, _ field: EventField, in bounds: ClosedRange<Int64>) throws(DecodeError) -> Int64 {
        var value: Int64?
        switch parser.kind(node) {
        case .integer: value = parser.integer(node)
        case .double:
            let double = parser.double(node)
            guard double == double.rounded() else {
                throw DecodeError(field: field.name, problem: "is not an integer", fault: .wrongType)
            }
            value = Int64(exactly: double)
        case .hugeNumber: value = nil
        default: throw DecodeError(field: field.name, fault: .wrongType)
        }
        guard let value, bounds.contains(value) else {
            throw DecodeError(
                field: field.name,
                problem: "is not from \(bounds.lowerBound) to \(bounds.upperBound)",
                fault: .outOfRange
            )
        }
        return value
    }

    func integer(
        _ field: EventField,
        in bounds: ClosedRange<Int64>,
        absent: Int64 = 0
    ) throws(DecodeError) -> Int64 {
        member(field) == 0 ? absent : try integer(member(field), field, in: bounds)
    }

    func money(_ field: EventField) throws(DecodeError) -> Int64 {
        try integer(field, in: 0...EventLimits.moneyMinor)
    }

    /// Money that may be owed to the customer: adjustments and credit lines are below zero.
    func signedMoney(_ field: EventField) throws(DecodeError) -> Int64 {
        try integer(field, in: -EventLimits.moneyMinor...EventLimits.moneyMinor)
    }

    func flag(_ field: EventField) throws(DecodeError) -> Bool? {
        let node = member(field)
        guard node != 0 else { return nil }
        guard parser.kind(node) == .bool else { throw DecodeError(field: field.name, fault: .wrongType) }
        return parser.integer(node) == 1
    }

    func time(_ node: Int, _ name: @autoclosure () -> String) throws(DecodeError) -> EventTime {
        switch parser.kind(node) {
        case .string:
            if let time = parser.withText(node, { RFC3339.parse($0) }) { return time }
        case .integer:
            let time = EventTime(milliseconds: parser.integer(node))
            if time >= RFC3339.earliest, time <= RFC3339.latest { return time }
        case .double, .hugeNumber: break
        default: throw DecodeError(field: name(), fault: .wrongType)
        }
        throw DecodeError(field: name(), fault: .badTime)
    }

    func string(_ field: EventField) throws(DecodeError) -> String? {
        let node = member(field)
        guard node != 0 else { return nil }
        try checkWord(node, field)
        return parser.textCount(node) == 0 ? nil : parser.string(node)
    }
}
