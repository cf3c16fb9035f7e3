/// Whoever tells the compiler to trust them says why, beside it: what makes it right that other threads see this.
struct UncheckedReason: Rule {
    func refusals(in file: SourceFile) -> [Refusal] {
        guard file.isSwift else { return [] }
        return file.codeLines.enumerated().compactMap { index, line in
            guard line.contains("@unchecked"), !hasReason(index, in: file.lines) else { return nil }
            return Refusal(
                path: file.path,
                line: index + 1,
                reason: "`@unchecked`: the compiler trusts you; say beside it, in a comment, why threads may share this"
            )
        }
    }

    /// Whether the comments that touch line `index` speak about it.
    private func hasReason(_ index: Int, in lines: [String]) -> Bool {
        let isComment = { (line: String) in line.drop { $0 == " " }.hasPrefix("//") }
        let above = lines[..<index].reversed().prefix(while: isComment)
        let below = lines[(index + 1)...].prefix(while: isComment)
        return (above + below).contains { $0.contains("Sendable") || $0.contains("thread") }
    }
}
