public import Commerce
internal import Kafka

extension LetterLine {
    /// The letter that `line` says. Members that it does not know are passed over; of members with the same name the
    /// last counts.
    ///
    /// A value that is an object instead of a text is taken as it would be written without white space, so that
    /// `jq '.value |= fromjson'` and back is not needed.
    ///
    /// - Throws: ``DecodeError`` with the member that is wrong, which a person must correct.
    public static func decode(_ line: [UInt8]) throws(DecodeError) -> Letter {
        let members = try Members(JSONValue.parse(line))
        let place = try members.object("letter")
        guard let partition = try place.number("partition"), let offset = try place.number("offset") else {
            throw DecodeError(field: "letter.partition and letter.offset", fault: .missing)
        }
        return Letter(
            place: RecordPlace(
                TopicPartition(topic: try place.text("topic"), partition: try partitionNumber(partition)),
                Offset(offset)
            ),
            source: try source(members),
            key: try members.bytes("key"),
            value: try members.value(),
            headers: try headers(members),
            timestamp: try members.number("timestamp")
        )
    }

    private static func partitionNumber(_ number: Int64) throws(DecodeError) -> Int32 {
        guard let partition = Int32(exactly: number) else { throw DecodeError(field: "partition", fault: .outOfRange) }
        return partition
    }

    private static func source(_ members: Members) throws(DecodeError) -> Letter.Source? {
        guard members.has("source") else { return nil }
        let source = try members.object("source")
        var partition: Int32?
        if let number = try source.number("partition") { partition = try partitionNumber(number) }
        return Letter.Source(
            topic: try source.text("topic"),
            partition: partition,
            offset: try source.number("offset").map { Offset($0) }
        )
    }

    private static func headers(_ members: Members) throws(DecodeError) -> [Header] {
        guard let value = members.last("headers"), value != .null else { return [] }
        guard case .array(let elements) = value else { throw DecodeError(field: "headers", fault: .wrongType) }
        var headers: [Header] = []
        for (index, element) in elements.enumerated() {
            do throws(DecodeError) {
                let header = try Members(element)
                headers.append(Header(name: try header.text("name"), value: try header.bytes("value")))
            } catch {
                throw error.inside("headers[\(index)]")
            }
        }
        return headers
    }
}

/// The members of an object, read by name.
fileprivate struct Members {
    private let members: [JSONValue.Member]

    init(_ value: JSONValue) throws(DecodeError) {
        guard case .object(let members) = value else { throw .document(.wrongType) }
        self.members = members
    }

    func last(_ name: String) -> JSONValue? { members.last { $0.name == name }?.value }

    func has(_ name: String) -> Bool { last(name).map { $0 != .null } ?? false }

    func object(_ name: String) throws(DecodeError) -> Members {
        guard let value = last(name) else { throw DecodeError(field: name, fault: .missing) }
        guard case .object = value else { throw DecodeError(field: name, fault: .wrongType) }
        return try Members(value)
    }

    func text(_ name: String) throws(DecodeError) -> String {
        guard let value = last(name) else { throw DecodeError(field: name, fault: .missing) }
        // Kafka's names end at a zero byte.
        guard case .string(let text) = value, !text.isEmpty, !text.utf8.contains(0) else {
            throw DecodeError(field: name, problem: "is not a text with at least one letter", fault: .badValue)
        }
        return text
    }

    func number(_ name: String) throws(DecodeError) -> Int64? {
        guard let value = last(name), value != .null else { return nil }
        guard case .integer(let number) = value, number >= 0 else {
            throw DecodeError(field: name, problem: "is not a whole number from 0 on", fault: .badValue)
        }
        return number
    }

    /// The bytes of the member `name`, or of the one in base64; `nil` when either says null.
    ///
    /// - Throws: when both are there or none is: which one was meant?
    func bytes(_ name: String) throws(DecodeError) -> [UInt8]? {
        let encoded = name + LetterLine.base64Suffix
        switch (last(name), last(encoded)) {
        case (nil, nil): throw DecodeError(field: name, fault: .missing)
        case (.null?, nil), (nil, .null?): return nil
        case (.string(let text)?, nil), (.string(let text)?, .null?): return Array(text.utf8)
        case (nil, .string(let text)?), (.null?, .string(let text)?):
            guard let bytes = Base64.decode(text) else {
                throw DecodeError(field: encoded, problem: "is not base64 with padding", fault: .badValue)
            }
            return bytes
        case (_?, nil), (nil, _?): throw DecodeError(field: name, fault: .wrongType)
        case (_?, _?):
            throw DecodeError(field: name, problem: "stands beside \(encoded): leave one of them", fault: .badValue)
        }
    }

    /// As ``bytes(_:)`` of `value`, or the bytes of the object that it is.
    func value() throws(DecodeError) -> [UInt8]? {
        guard case .object? = last("value"), let object = last("value") else { return try bytes("value") }
        guard !has("value" + LetterLine.base64Suffix) else { return try bytes("value") }
        var json = JSONWriter()
        try json.value(object)
        return json.bytes
    }
}

extension JSONWriter {
    /// Writes a tree. Its depth is bounded by the parser that it comes from.
    ///
    /// - Throws: ``DecodeError`` of `value` when a number is too large to be kept as it was written.
    fileprivate mutating func value(_ tree: JSONValue) throws(DecodeError) {
        switch tree {
        case .null: null()
        case .bool(let flag): value(flag)
        case .integer(let number): value(number)
        case .double(let number): value(number)
        case .hugeNumber:
            let problem = "has a number that loses digits: write the value as a text"
            throw DecodeError(field: "value", problem: problem, fault: .outOfRange)
        case .string(let text): value(text)
        case .array(let elements):
            beginArray()
            for element in elements { try value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                key(member.name)
                try value(member.value)
            }
            endObject()
        }
    }
}
