internal import Yams

extension PolicyError {
    /// What the YAML parser complains of, with the line that it names.
    init(yaml error: any Error, file: String, text: String) {
        let (line, problem) = Self.place(of: error, in: text)
        self.init(
            file: file,
            line: line,
            problem: "this is not YAML: \(problem)",
            remedy: "Look at indentation, quotes and colons there"
        )
    }

    private static func place(of error: any Error, in text: String) -> (line: Int, problem: String) {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _),
            YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            return (mark.line, problem)
        case YamlError.reader(let problem, let offset, _, _):
            let newlines = text.utf8.prefix(offset ?? 0).count { $0 == UInt8(ascii: "\n") }
            return (newlines + 1, problem)
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            return (context.mark.line, "the key \(keys.joined(separator: ", ")) is there twice")
        default:
            return (1, "\(error)")
        }
    }
}
