/// A file is named after the type in it, and holds no more than its small companions: the folder's listing is the
/// first paragraph.
struct FileName: Rule {
    static let typesMax = 3

    /// Files that are named otherwise, each with its reason.
    static let exceptions = [
        "Sources/Commerce/Events/Vocabulary.swift": "the closed lists of words of the contract, one after another",
        "Sources/orderkeeper/Options/Arguments.swift": "how values are read from the command line, a few lines each",
    ]

    func refusals(in file: SourceFile) -> [Refusal] {
        guard file.isSwift, file.module != nil, !file.lies(in: Self.exceptions.keys) else { return [] }
        let types = file.codeLines.enumerated().compactMap { index, line in
            Self.type(declaredBy: line).map { (name: $0, line: index + 1) }
        }
        guard let first = types.first else { return [] }
        var found: [Refusal] = []
        if !types.contains(where: { $0.name == file.name }) {
            let reason = "`\(first.name)` in a file named \(file.name).swift: a file is named after the type in it"
            found.append(Refusal(path: file.path, line: first.line, reason: reason))
        }
        if types.count > Self.typesMax {
            let reason = "\(types.count) types in one file: one, and at most \(Self.typesMax - 1) small companions"
            found.append(Refusal(path: file.path, line: types[Self.typesMax].line, reason: reason))
        }
        return found
    }

    /// The type that `line` declares at the top level, for others than this file.
    private static func type(declaredBy line: Substring) -> String? {
        guard let first = line.first, first != " " else { return nil }
        let words = line.split { " :<{(".contains($0) }
        let kinds: Set<Substring> = ["struct", "class", "enum", "actor", "protocol"]
        guard let place = words.firstIndex(where: { kinds.contains($0) }), place + 1 < words.count else { return nil }
        let before = words[..<place]
        guard !before.contains("private"), !before.contains("fileprivate"), !before.contains("import") else {
            return nil
        }
        let modifiers: Set<Substring> = ["public", "internal", "package", "final", "indirect"]
        guard before.allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") }) else { return nil }
        return String(words[place + 1])
    }
}
