/// A value of a JSON Schema, whose members keep their order.
indirect enum SchemaNode {
    case text(String)
    case number(Int64)
    case flag(Bool)
    case list([SchemaNode])
    case object([(name: String, value: SchemaNode)])

    /// As JSON, indented by two, with a newline at the end.
    var json: String { text(indentedBy: 0) + "\n" }

    private func text(indentedBy depth: Int) -> String {
        let inner = String(repeating: "  ", count: depth + 1)
        let outer = String(repeating: "  ", count: depth)
        switch self {
        case .text(let text): return Self.quoted(text)
        case .number(let number): return "\(number)"
        case .flag(let flag): return flag ? "true" : "false"
        case .list(let elements):
            let lines = elements.map { inner + $0.text(indentedBy: depth + 1) }
            return lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n\(outer)]"
        case .object(let members):
            let lines = members.map { inner + Self.quoted($0.name) + ": " + $0.value.text(indentedBy: depth + 1) }
            return lines.isEmpty ? "{}" : "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
        }
    }

    /// The texts of the language have no control characters.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
