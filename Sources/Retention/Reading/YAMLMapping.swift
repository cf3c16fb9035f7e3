internal import Yams

/// A mapping in a YAML text of which every key is known: an unknown one is refused with its line.
struct YAMLMapping {
    let value: YAMLValue
    private let entries: [(name: String, value: YAMLValue)]

    /// The mapping `value`, which may have the keys `allowed`; any key where `allowed` is `nil`.
    ///
    /// - Throws: when it is no mapping or has another key.
    init(_ value: YAMLValue, allowed: [String]?) throws(PolicyError) {
        guard case .mapping(let mapping) = value.node else {
            throw value.refused("\(value.path) is not a mapping", "Write `key: value` lines")
        }
        var entries: [(name: String, value: YAMLValue)] = []
        for (key, node) in mapping {
            let place = YAMLValue(node: key, file: value.file, path: "a key of \(value.path)")
            let name = try place.text()
            if let allowed, !allowed.contains(name) {
                throw place.refused(
                    "\(value.path) does not know the key `\(name)`",
                    "Use one of: \(allowed.joined(separator: ", "))"
                )
            }
            let path = value.path == "the document" ? name : "\(value.path).\(name)"
            entries.append((name, YAMLValue(node: node, file: value.file, path: path)))
        }
        self.value = value
        self.entries = entries
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
}
