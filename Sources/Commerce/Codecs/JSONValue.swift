/// A JSON document as a tree: for what is read seldom or shown to people. The hot path uses ``EventDecoder``.
@frozen public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without fraction and exponent that fits 64 bits.
    case integer(Int64)
    /// Any other number that a double can hold.
    case double(Double)
    /// A number that neither can hold.
    case hugeNumber
    /// A string.
    case string(String)
    /// The elements of an array.
    case array([JSONValue])
    /// The members of an object, in order of the document, names that are there twice included.
    case object([Member])

    /// One member of an object.
    public struct Member: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its value.
        public var value: JSONValue

        /// The member `name` with `value`.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The largest document that ``parse(_:)`` reads, in bytes.
    public static let bytesMax = 16 << 20

    /// Reads one JSON object.
    ///
    /// - Throws: ``DecodeError`` of the document when `bytes` are not one JSON object in valid UTF-8, of at most
    ///   ``bytesMax`` bytes, two million values and 64 levels.
    public static func parse(_ bytes: [UInt8]) throws(DecodeError) -> JSONValue {
        var parser = JSONParser(bytesMax: bytesMax, depthMax: EventLimits.depth, nodesMax: 2_000_000)
        let buffer = bytes + [UInt8](repeating: 0x20, count: JSONParser.padding)
        do {
            try parser.parse(buffer.span, 0..<bytes.count)
        } catch {
            throw .document(error)
        }
        // The nodes point into the buffer.
        return withExtendedLifetime(buffer) { JSONValue(parser, 0) }
    }

    // Recursion ends at the parser's limit of depth.
    private init(_ parser: borrowing JSONParser, _ node: Int) {
        switch parser.kind(node) {
        case .null: self = .null
        case .bool: self = .bool(parser.integer(node) == 1)
        case .integer: self = .integer(parser.integer(node))
        case .double: self = .double(parser.double(node))
        case .hugeNumber: self = .hugeNumber
        case .string: self = .string(parser.string(node))
        case .array:
            var elements: [JSONValue] = []
            var child = node + 1
            while child < parser.next(node) {
                elements.append(JSONValue(parser, child))
                child = parser.next(child)
            }
            self = .array(elements)
        case .object:
            var members: [Member] = []
            var child = node + 1
            while child < parser.next(node) {
                members.append(Member(parser.key(child), JSONValue(parser, child)))
                child = parser.next(child)
            }
            self = .object(members)
        }
    }
}
