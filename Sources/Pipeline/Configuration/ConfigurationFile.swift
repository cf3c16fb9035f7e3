internal import Yams

/// Takes a YAML text apart into entries with their lines, without understanding their values.
///
/// Mappings may be nested or dotted: `track: {lateness: 30s}` says the same as `track.lateness: 30s`.
struct ConfigurationFile {
    /// What errors call the file.
    let name: String
    /// What was found.
    private(set) var entries: [ConfigurationEntry] = []
    /// What could not be read.
    private(set) var faults: [ConfigurationError.Fault] = []

    init(_ text: String, name: String) {
        self.name = name
        do {
            guard let root = try Yams.compose(yaml: text) else { return }
            guard root.mapping != nil || !isEmpty(root) else { return }
            add(root, path: "")
        } catch {
            let (line, problem) = Self.place(of: error, in: text)
            refuse(line, "this is not YAML: \(problem)", "look at indentation, quotes and colons there")
        }
    }

    private mutating func add(_ node: Node, path: String) {
        let line = node.mark?.line ?? 1
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                guard let part = key.scalar?.string, !part.isEmpty else {
                    refuse(key.mark?.line ?? line, "a name is not a text", "write `name: value`")
                    continue
                }
                add(value, path: path.isEmpty ? part : "\(path).\(part)", keyLine: key.mark?.line ?? line)
            }
        default: refuse(line, "the document is no mapping", "write lines such as `kafka: {bootstrap: localhost:9092}`")
        }
    }

    private mutating func add(_ node: Node, path: String, keyLine: Int) {
        switch node {
        case .mapping: add(node, path: path)
        case .scalar(let scalar):
            if isEmpty(node) {
                // A section of which every line is a comment.
                guard !Self.isSection(path) else { return }
                refuse(keyLine, "\(path) has no value", "write one after the colon, or leave the line out")
            } else {
                entries.append(ConfigurationEntry(name: path, text: scalar.string, origin: .file(name, line: keyLine)))
            }
        case .sequence(let sequence):
            let texts = sequence.compactMap { $0.scalar?.string }
            guard texts.count == sequence.count else {
                return refuse(keyLine, "\(path) is a list of more than words", "write a list such as [5m, 15m]")
            }
            let text = texts.joined(separator: ", ")
            entries.append(ConfigurationEntry(name: path, text: text, origin: .file(name, line: keyLine)))
        default: refuse(keyLine, "\(path) is an alias", "write the value itself")
        }
    }

    private mutating func refuse(_ line: Int, _ problem: String, _ remedy: String) {
        faults.append(ConfigurationError.Fault(place: "\(name):\(line)", problem: problem, remedy: remedy))
    }

    /// Whether nothing is written: `key:`, which is not the same as `key: ""`.
    private func isEmpty(_ node: Node) -> Bool {
        guard let scalar = node.scalar, scalar.style == .any || scalar.style == .plain else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }

    private static func isSection(_ path: String) -> Bool {
        Configuration.names.contains { $0.hasPrefix(path + ".") } || path + "." == KafkaProperty.prefix
    }

    static func place(of error: any Error, in text: String) -> (line: Int, problem: String) {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            return (mark.line, problem)
        case YamlError.reader(let problem, let offset, _, _):
            return (text.utf8.prefix(offset ?? 0).count { $0 == UInt8(ascii: "\n") } + 1, problem)
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            return (context.mark.line, "\(keys.joined(separator: ", ")) is there twice")
        default: return (1, "\(error)")
        }
    }
}
