internal import Commerce
internal import Streaming
internal import Yams

/// A mapping in a YAML text of which every key is known: an unknown one is refused with its line.
struct YAMLMapping {
    let value: YAMLValue
    private let part: LanguagePart?
    private let entries: [(name: String, value: YAMLValue)]
    /// The keys, as values that know where they stand.
    private let keys: [(name: String, value: YAMLValue)]

    /// The mapping `value`, with the keys of `part` and their bounds.
    ///
    /// - Throws: when it is no mapping or has another key.
    init(_ value: YAMLValue, _ part: LanguagePart) throws(PolicyError) {
        try self.init(value, allowed: part.keys.map(\.name), part: part)
    }

    /// The mapping `value`, which may have the keys `allowed`; any key where `allowed` is `nil`.
    ///
    /// - Throws: when it is no mapping or has another key.
    init(_ value: YAMLValue, allowed: [String]?) throws(PolicyError) {
        try self.init(value, allowed: allowed, part: nil)
    }

    /// The mapping `value`, with the keys of `part`; `nil` when it is none. Notes every key that `part` does not know.
    init?(_ value: YAMLValue, _ part: LanguagePart, _ faults: inout Faults) {
        let mapping = faults.noting { () throws(PolicyError) in try YAMLMapping(value, allowed: nil, part: part) }
        guard let mapping else { return nil }
        self = mapping
        for place in keys where !part.keys.contains(where: { $0.name == place.name }) {
            faults.note(Self.unknown(place.name, place.value, of: value, part.keys.map(\.name)))
        }
    }

    private init(_ value: YAMLValue, allowed: [String]?, part: LanguagePart?) throws(PolicyError) {
        guard case .mapping(let mapping) = value.node else {
            throw value.refused("\(value.path) is not a mapping", "Write `key: value` lines")
        }
        var entries: [(name: String, value: YAMLValue)] = []
        var keys: [(name: String, value: YAMLValue)] = []
        for (key, node) in mapping {
            let place = YAMLValue(node: key, file: value.file, path: "a key of \(value.path)")
            let name = try place.text()
            if let allowed, !allowed.contains(name) { throw Self.unknown(name, place, of: value, allowed) }
            let path = value.path == "the document" ? name : "\(value.path).\(name)"
            entries.append((name, YAMLValue(node: node, file: value.file, path: path)))
            keys.append((name, place))
        }
        self.value = value
        self.part = part
        self.entries = entries
        self.keys = keys
    }

    private static func unknown(
        _ name: String,
        _ place: YAMLValue,
        of value: YAMLValue,
        _ allowed: [String]
    ) -> PolicyError {
        place.refused(
            "\(value.path) does not know the key `\(name)`",
            "Use one of: \(allowed.joined(separator: ", "))"
        )
    }

    /// Keys and values, in the order of the file.
    var all: [(name: String, value: YAMLValue)] { entries }

    /// The value of `key`, when it is there.
    func optional(_ key: String) -> YAMLValue? { entries.first { $0.name == key }?.value }

    /// The value of `key`.
    ///
    /// - Throws: when it is not there.
    func required(_ key: String) throws(PolicyError) -> YAMLValue {
        guard let value = optional(key) else {
            throw value.refused("\(value.path) has no `\(key)`", "Add a line `\(key): …`")
        }
        return value
    }

    // MARK: Values with the bounds that the language has for them

    /// The text of `key`, when it is there.
    func text(_ key: String) throws(PolicyError) -> String? {
        guard let value = optional(key) else { return nil }
        return try value.text()
    }

    /// The word of `key`, when it is there.
    func flag(_ key: String) throws(PolicyError) -> Bool? {
        guard let value = optional(key) else { return nil }
        return try value.boolean()
    }

    /// The texts of `key`, each once, when they are there.
    func texts(_ key: String) throws(PolicyError) -> [String]? {
        guard let value = optional(key) else { return nil }
        return try value.texts()
    }

    /// The number of `key`, when it is there.
    func number(_ key: String) throws(PolicyError) -> Int? {
        guard let value = optional(key) else { return nil }
        return Int(try value.integer(in: bounds.numbers(key)))
    }

    /// The length of time of `key`, when it is there.
    func duration(_ key: String) throws(PolicyError) -> Milliseconds? {
        guard let value = optional(key) else { return nil }
        return try value.duration(in: bounds.durations(key))
    }

    /// The amounts of `key`, sorted by currency, when they are there.
    func amounts(_ key: String) throws(PolicyError) -> [Money]? {
        guard let value = optional(key) else { return nil }
        return try value.amounts()
    }

    /// The numbers by name of `key`, sorted by name; none when it is not there.
    func numbersByName(_ key: String) throws(PolicyError) -> [(name: String, number: Int)] {
        guard let value = optional(key) else { return [] }
        var numbers: [(name: String, number: Int)] = []
        for (name, value) in try YAMLMapping(value, allowed: nil).all {
            numbers.append((name, Int(try value.integer(in: bounds.numbers(key)))))
        }
        return numbers.sorted { $0.name < $1.name }
    }

    /// The lengths of time by name of `key`, sorted by name; none when it is not there.
    func durationsByName(_ key: String) throws(PolicyError) -> [(name: String, length: Milliseconds)] {
        guard let value = optional(key) else { return [] }
        var lengths: [(name: String, length: Milliseconds)] = []
        for (name, value) in try YAMLMapping(value, allowed: nil).all {
            lengths.append((name, try value.duration(in: bounds.durations(key))))
        }
        return lengths.sorted { $0.name < $1.name }
    }

    /// The texts by name of `key`; none when it is not there.
    func textsByName(_ key: String) throws(PolicyError) -> [String: String] {
        guard let value = optional(key) else { return [:] }
        var texts: [String: String] = [:]
        for (name, value) in try YAMLMapping(value, allowed: nil).all { texts[name] = try value.text() }
        return texts
    }

    private var bounds: LanguagePart {
        guard let part else { preconditionFailure("\(value.path) is of no part of the language, so it has no bounds") }
        return part
    }
}
