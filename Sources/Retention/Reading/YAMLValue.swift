internal import Streaming
internal import Yams

/// A value in a YAML text that knows where it stands, so that a refusal can say file and line.
struct YAMLValue {
    let node: Node
    let file: String
    /// Where in the document, for people: `rules[2].when.cause`.
    let path: String

    /// The line, from 1.
    var line: Int { node.mark?.line ?? 1 }

    /// Whether it is neither a list nor a mapping.
    var isScalar: Bool { if case .scalar = node { true } else { false } }

    /// The whole of `yaml`.
    ///
    /// - Throws: the parser's complaint with its line.
    static func document(_ yaml: String, file: String) throws(PolicyError) -> YAMLValue {
        do {
            guard let node = try Yams.compose(yaml: yaml) else {
                throw PolicyError(
                    file: file,
                    line: 1,
                    problem: "the file is empty",
                    remedy: "Start from the built-in one: Config/policies"
                )
            }
            return YAMLValue(node: node, file: file, path: "the document")
        } catch let error as PolicyError {
            throw error
        } catch {
            throw PolicyError(yaml: error, file: file, text: yaml)
        }
    }

    /// A refusal of this value.
    func refused(_ problem: String, _ remedy: String) -> PolicyError {
        PolicyError(file: file, line: line, problem: problem, remedy: remedy)
    }

    /// A text that is not empty.
    func text() throws(PolicyError) -> String {
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
            throw refused("\(path) is not a text", "Write one word or one text after `\(lastName):`")
        }
        return scalar.string
    }

    /// A whole number of `range`.
    func integer(in range: ClosedRange<Int64>) throws(PolicyError) -> Int64 {
        guard let number = Int64(try text()), range.contains(number) else {
            throw refused(
                "\(path) is not a whole number from \(range.lowerBound) to \(range.upperBound)",
                "Write a number of that range"
            )
        }
        return number
    }

    /// `true` or `false`.
    func boolean() throws(PolicyError) -> Bool {
        switch try text() {
        case "true": return true
        case "false": return false
        default: throw refused("\(path) is neither true nor false", "Write true or false")
        }
    }

    /// One word of a closed list.
    func word<Word>(_: Word.Type) throws(PolicyError) -> Word
    where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
        let text = try text()
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw refused("\(path) does not know `\(text)`", "Use one of: \(known)")
        }
        return word
    }

    /// A length of time of `range`, written as a number with s, m, h or d.
    func duration(in range: ClosedRange<Milliseconds>) throws(PolicyError) -> Milliseconds {
        let units: [Character: Milliseconds] = ["s": .seconds(1), "m": .minutes(1), "h": .hours(1), "d": .days(1)]
        let text = try text()
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()) else {
            throw refused("\(path) is not a length of time", "Write a whole number and s, m, h or d, for example 2h")
        }
        let (length, overflow) = count.multipliedReportingOverflow(by: unit.rawValue)
        guard !overflow, range.contains(Milliseconds(length)) else {
            throw refused(
                "\(path) is out of bounds",
                "Write a length from \(LengthText.of(range.lowerBound)) to \(LengthText.of(range.upperBound))"
            )
        }
        return Milliseconds(length)
    }

    /// The elements of a list, or the value itself where only one is written.
    func elements() throws(PolicyError) -> [YAMLValue] {
        switch node {
        case .sequence(let sequence):
            guard !sequence.isEmpty else {
                throw refused("\(path) is an empty list", "Leave `\(lastName)` out, or list at least one value")
            }
            return sequence.enumerated().map { YAMLValue(node: $1, file: file, path: "\(path)[\($0)]") }
        default:
            return [self]
        }
    }

    private var lastName: String { String(path.split(separator: ".").last ?? "") }
}
