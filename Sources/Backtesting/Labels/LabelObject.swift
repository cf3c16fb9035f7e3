internal import Commerce
internal import Streaming

/// The members of one JSON object in a label. Each read gives a value, or names the field and what may stand there.
struct LabelObject {
    private let members: [JSONValue.Member]
    /// What stands before a field's name in errors: `consequences[0].`.
    private let path: String

    /// The members of `value`, which is at `path`, all of them with a name in `names`.
    init(_ value: JSONValue, at path: String = "", names: [String]) throws(DecodeError) {
        guard case .object(let members) = value else {
            throw Self.error(path.isEmpty ? "$" : String(path.dropLast()), "is not a JSON object")
        }
        self.members = members
        self.path = path
        for (index, member) in members.enumerated() {
            guard names.contains(member.name) else {
                let known = names.joined(separator: ", ")
                throw Self.error(path + member.name, "is not a field of a label; there are \(known)")
            }
            guard !members[..<index].contains(where: { $0.name == member.name }) else {
                throw Self.error(path + member.name, "is there twice")
            }
        }
    }

    func optionalText(_ name: String) throws(DecodeError) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else { throw error(name, "is not a string") }
        return text
    }

    func text(_ name: String) throws(DecodeError) -> String { try required(name, optionalText(name)) }

    func optionalWord<Word>(_ name: String) throws(DecodeError) -> Word?
    where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
        guard let text = try optionalText(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw error(name, "is `\(text)`, not one of \(known)")
        }
        return word
    }

    func word<Word>(_ name: String) throws(DecodeError) -> Word
    where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
        try required(name, optionalWord(name))
    }

    func time(_ name: String) throws(DecodeError) -> EventTime { try required(name, optionalTime(name)) }

    func optionalTime(_ name: String) throws(DecodeError) -> EventTime? {
        guard let text = try optionalText(name) else { return nil }
        guard let time = RFC3339.parse(text) else {
            throw error(name, "is `\(text)`, not a time such as 2026-11-20T08:10:00Z")
        }
        return time
    }

    func optionalNumber(_ name: String) throws(DecodeError) -> Double? {
        switch value(name) {
        case nil: return nil
        case .integer(let number): return Double(number)
        case .double(let number): return number
        default: throw error(name, "is not a number")
        }
    }

    /// Start and end of what the object tells.
    func span() throws(DecodeError) -> (start: EventTime, end: EventTime) {
        let (start, end) = (try time("start"), try time("end"))
        guard start < end else { throw error("end", "is not after start") }
        return (start, end)
    }

    func slice(_ name: String) throws(DecodeError) -> Slice? {
        try value(name).map { (value) throws(DecodeError) in try Self.slice(value, at: path + name) }
    }

    /// What `body` makes of each element of the array `name`; none when it is absent.
    func elements<Value>(
        _ name: String,
        _ body: (JSONValue, String) throws(DecodeError) -> Value
    ) throws(DecodeError) -> [Value] {
        guard let value = value(name) else { return [] }
        guard case .array(let elements) = value else { throw error(name, "is not an array") }
        var values: [Value] = []
        for (index, element) in elements.enumerated() {
            values.append(try body(element, "\(path)\(name)[\(index)]"))
        }
        return values
    }

    /// The slice that `value`, an object with a member per dimension, says.
    static func slice(_ value: JSONValue, at path: String) throws(DecodeError) -> Slice {
        let dimensions = Dimension.allCases.map(\.name)
        guard case .object(let members) = value else { throw error(path, "is not an object of dimensions") }
        var terms: [Slice.Term] = []
        for member in members {
            let field = "\(path).\(member.name)"
            guard let dimension = Dimension(name: member.name) else {
                throw error(field, "is not a dimension; there are \(dimensions.joined(separator: ", "))")
            }
            guard case .string(let text) = member.value else { throw error(field, "is not a string") }
            guard !terms.contains(where: { $0.dimension == dimension }) else { throw error(field, "is there twice") }
            terms.append(Slice.Term(dimension, text))
        }
        return Slice(terms)
    }

    private func value(_ name: String) -> JSONValue? {
        guard let value = members.first(where: { $0.name == name })?.value, value != .null else { return nil }
        return value
    }

    private func required<Value>(_ name: String, _ value: Value?) throws(DecodeError) -> Value {
        guard let value else { throw error(name, "is required and absent") }
        return value
    }

    private func error(_ name: String, _ problem: String) -> DecodeError { Self.error(path + name, problem) }

    private static func error(_ field: String, _ problem: String) -> DecodeError {
        DecodeError(field: field, problem: problem, fault: .badValue)
    }
}
