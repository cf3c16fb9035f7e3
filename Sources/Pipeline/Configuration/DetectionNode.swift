internal import Commerce
internal import Streaming
internal import Yams

/// A value in the file of `detect.rules` that knows its line, so that a refusal names it.
struct DetectionNode {
    let node: Node
    let file: String

    /// The whole of `text`; `nil` when nothing is written.
    static func document(_ text: String, file: String) throws(ConfigurationError) -> DetectionNode? {
        do {
            return try Yams.compose(yaml: text).map { DetectionNode(node: $0, file: file) }
        } catch {
            let (line, problem) = ConfigurationFile.place(of: error, in: text)
            let remedy = "look at indentation, quotes and colons there"
            throw ConfigurationError(at: "\(file):\(line)", "this is not YAML: \(problem)", remedy: remedy)
        }
    }

    /// A refusal that names the line.
    func refused(_ problem: String, _ remedy: String) -> ConfigurationError {
        ConfigurationError(at: "\(file):\(node.mark?.line ?? 1)", problem, remedy: remedy)
    }

    // MARK: Shapes

    /// A mapping with no other keys than `known`, and with all that are `required`.
    func mapping(_ known: [String], required: [String] = []) throws(ConfigurationError) -> [String: DetectionNode] {
        let parts = try entries()
        for (name, key, _) in parts where !known.contains(name) {
            let nearest = NearestName.of(name, among: known).map { "did you mean `\($0)`?" }
            throw key.refused("`\(name)` is not known here", nearest ?? "write one of \(known.joined(separator: ", "))")
        }
        for name in required where !parts.contains(where: { $0.name == name }) {
            throw refused("`\(name)` is missing", "add `\(name): …`")
        }
        return Dictionary(parts.map { ($0.name, $0.value) }) { first, _ in first }
    }

    private func entries() throws(ConfigurationError) -> [(name: String, key: DetectionNode, value: DetectionNode)] {
        guard let mapping = node.mapping else { throw refused("this is no mapping", "write `name: value`") }
        var entries: [(name: String, key: DetectionNode, value: DetectionNode)] = []
        for (key, value) in mapping {
            let place = DetectionNode(node: key, file: file)
            entries.append((try place.text(), place, DetectionNode(node: value, file: file)))
        }
        return entries
    }

    /// The elements of a list.
    func list() throws(ConfigurationError) -> [DetectionNode] {
        guard let sequence = node.sequence else {
            throw refused("this is no list", "write `[a, b]`, or lines of `- a`")
        }
        return sequence.map { DetectionNode(node: $0, file: file) }
    }

    // MARK: Words

    /// A text that is not empty.
    func text() throws(ConfigurationError) -> String {
        guard let text = node.scalar?.string, !text.isEmpty else { throw refused("this is no text", "write a word") }
        return text
    }

    func flag() throws(ConfigurationError) -> Bool {
        let text = try text()
        guard ["true", "false"].contains(text) else { throw refused("“\(text)” is neither", "write true or false") }
        return text == "true"
    }

    /// A number of times, positive.
    func factor() throws(ConfigurationError) -> Double {
        let text = try text()
        guard let factor = Double(text), (0.01...100).contains(factor) else {
            throw refused("“\(text)” is no number of times", "write a number from 0.01 to 100")
        }
        return factor
    }

    func signal() throws(ConfigurationError) -> Signal {
        let text = try text()
        let names = Signal.allCases.map(\.rawValue)
        guard let signal = Signal(rawValue: text) else {
            let nearest = NearestName.of(text, among: names).map { "did you mean `\($0)`?" }
            throw refused("there is no signal “\(text)”", nearest ?? "write one of \(names.joined(separator: ", "))")
        }
        return signal
    }

    func dimension() throws(ConfigurationError) -> Dimension {
        let text = try text()
        let names = Dimension.allCases.map(\.name)
        guard let dimension = Dimension(name: text) else {
            let nearest = NearestName.of(text, among: names).map { "did you mean `\($0)`?" }
            throw refused("there is no dimension “\(text)”", nearest ?? "write one of \(names.joined(separator: ", "))")
        }
        return dimension
    }

    /// A mapping from dimensions to their values.
    func slice() throws(ConfigurationError) -> Slice {
        var terms: [Slice.Term] = []
        for (_, key, value) in try entries() {
            let dimension = try key.dimension()
            guard !terms.contains(where: { $0.dimension == dimension }) else {
                throw key.refused("the dimension is there twice", "leave one of them out")
            }
            terms.append(Slice.Term(dimension, try value.text()))
        }
        return Slice(terms)
    }

    /// A moment, RFC 3339 with its offset from UTC.
    func time() throws(ConfigurationError) -> EventTime {
        let text = try text()
        guard let time = RFC3339.parse(text) else {
            throw refused("“\(text)” is no moment", "write it as 2026-11-11T00:00:00+08:00")
        }
        return time
    }

    /// A length of time.
    func length(in range: ClosedRange<Milliseconds>) throws(ConfigurationError) -> Milliseconds {
        let text = try text()
        guard let length = DurationText.milliseconds(text).map(Milliseconds.init), range.contains(length) else {
            let bounds = "from \(range.lowerBound.text) to \(range.upperBound.text)"
            throw refused("“\(text)” is no such length of time", "write one \(bounds), such as 2h")
        }
        return length
    }
}
