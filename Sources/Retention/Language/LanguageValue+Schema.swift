internal import Commerce
internal import Streaming

/// The language as JSON Schema, for editors.
extension LanguageValue {
    /// The keywords that describe it.
    var schema: [(name: String, value: SchemaNode)] {
        switch self {
        case .text: [("type", .list([.text("string"), .text("number"), .text("boolean")]))]
        case .flag: [("type", .text("boolean"))]
        case .number(let range): Self.integer(range)
        case .duration: Self.string(pattern: "^[0-9]+[smhd]$")
        case .word(let words): [("enum", .list(words.map(SchemaNode.text)))]
        case .words(let words): Self.oneOrMore(.word(words))
        case .texts: Self.oneOrMore(.text)
        case .clock: Self.string(pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$")
        case .timeZone: Self.string(pattern: "^(UTC|.+/.+)$")
        case .amounts: Self.named(.number(1...Self.amountMax), as: "^[A-Z]{3}$", atLeast: 1)
        case .numbersByName(let range): Self.named(.number(range))
        case .durationsByName(let range): Self.named(.duration(range))
        case .textsByName: Self.named(.text)
        case .part(let part): [("$ref", .text("#/$defs/\(part.definition)"))]
        case .list(let element, let max): Self.list(of: element, max: max)
        case .either(let one, let other): [("anyOf", .list([.object(one.schema), .object(other.schema)]))]
        }
    }

    private static func integer(_ range: ClosedRange<Int64>) -> [(name: String, value: SchemaNode)] {
        [
            ("type", .text("integer")), ("minimum", .number(range.lowerBound)),
            ("maximum", .number(range.upperBound)),
        ]
    }

    private static func string(pattern: String) -> [(name: String, value: SchemaNode)] {
        [("type", .text("string")), ("pattern", .text(pattern))]
    }

    private static func oneOrMore(_ element: LanguageValue) -> [(name: String, value: SchemaNode)] {
        let several: SchemaNode = .object([
            ("type", .text("array")), ("minItems", .number(1)), ("uniqueItems", .flag(true)),
            ("items", .object(element.schema)),
        ])
        return [("anyOf", .list([.object(element.schema), several]))]
    }

    private static func list(of element: LanguageValue, max: Int) -> [(name: String, value: SchemaNode)] {
        [
            ("type", .text("array")), ("minItems", .number(1)), ("maxItems", .number(Int64(max))),
            ("items", .object(element.schema)),
        ]
    }

    private static func named(
        _ element: LanguageValue,
        as pattern: String = "^.+$",
        atLeast min: Int64 = 0
    ) -> [(name: String, value: SchemaNode)] {
        [
            ("type", .text("object")), ("minProperties", .number(min)),
            ("propertyNames", .object([("pattern", .text(pattern))])),
            ("additionalProperties", .object(element.schema)),
        ]
    }
}

extension LanguagePart {
    /// Its name among the definitions of a schema.
    var definition: String { name.replacing(" ", with: "_") }

    /// What describes it.
    var schema: SchemaNode {
        let required = keys.filter(\.isRequired).map { SchemaNode.text($0.name) }
        var members: [(name: String, value: SchemaNode)] = [
            ("title", .text(name.prefix(1).uppercased() + name.dropFirst())),
            ("description", .text(meaning)), ("type", .text("object")), ("additionalProperties", .flag(false)),
        ]
        if !required.isEmpty { members.append(("required", .list(required))) }
        members.append(("properties", .object(keys.map { ($0.name, $0.schema) })))
        return .object(members)
    }

    /// The parts that it is made of, itself first, each once.
    var parts: [LanguagePart] {
        var found = [self]
        for key in keys {
            for part in key.value.parts where !found.contains(where: { $0.name == part.name }) { found.append(part) }
        }
        return found
    }
}

extension LanguageKey {
    /// What describes it.
    fileprivate var schema: SchemaNode {
        var sentence = meaning
        if case .duration(let range) = value { sentence += " \(range.words)." }
        if !standard.isEmpty { sentence += " Default: \(standard)." }
        return .object(
            [("title", .text(name)), ("description", .text(sentence))] + value.schema
        )
    }
}

extension LanguageValue {
    /// The parts that it is made of.
    fileprivate var parts: [LanguagePart] {
        switch self {
        case .part(let part): part.parts
        case .list(let element, _): element.parts
        case .either(let one, let other): one.parts + other.parts
        default: []
        }
    }
}
