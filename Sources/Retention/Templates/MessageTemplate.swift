/// One text in one language, cut at its placeholders.
struct MessageTemplate: Sendable, Hashable {
    /// Its name.
    let name: String
    /// The line in its file where the text begins, from 1.
    let line: Int
    /// The text as it was written.
    let source: String
    /// The pieces of the text, in order.
    let segments: [Segment]

    /// A piece of a text.
    enum Segment: Sendable, Hashable {
        case literal(String)
        case placeholder(Placeholder)
    }

    /// The placeholders of the text.
    var placeholders: [Placeholder] {
        segments.compactMap { segment in
            if case .placeholder(let placeholder) = segment { placeholder } else { nil }
        }
    }

    /// The template that `value` says.
    ///
    /// - Throws: when a placeholder is unknown or a brace stands alone.
    init(name: String, value: YAMLValue) throws(PolicyError) {
        let source = try value.text()
        self.name = name
        self.line = value.line
        self.source = source
        self.segments = try Self.cut(source, value)
    }

    private static func cut(_ source: String, _ value: YAMLValue) throws(PolicyError) -> [Segment] {
        let known = Placeholder.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
        var segments: [Segment] = []
        var rest = source[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else {
                throw value.refused("\(value.path) has a brace without its partner", "Write placeholders as \(known)")
            }
            let word = String(rest[rest.index(after: brace)..<end])
            guard let placeholder = Placeholder(rawValue: word) else {
                throw value.refused("\(value.path) has the unknown placeholder {\(word)}", "Use one of: \(known)")
            }
            if brace > rest.startIndex { segments.append(.literal(String(rest[..<brace]))) }
            segments.append(.placeholder(placeholder))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { segments.append(.literal(String(rest))) }
        return segments
    }

    /// The text with `values` in place of the placeholders.
    func text(_ values: (Placeholder) -> String) -> String {
        segments.map { segment in
            switch segment {
            case .literal(let text): text
            case .placeholder(let placeholder): values(placeholder)
            }
        }.joined()
    }
}
