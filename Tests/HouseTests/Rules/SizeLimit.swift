/// Files and functions that fit on a screen or two. What is larger is named with its size, and may only shrink.
struct SizeLimit: Rule {
    static let fileLinesMax = 400
    static let functionLinesMax = 60

    /// Files that are recorded from others, which have no limit.
    static let recorded = ["Sources/Retention/BuiltIn/": "the files of Config/policies, byte for byte"]

    /// What is larger: `path` or `path name`, its size, and why.
    let ratchet: [String: (lines: Int, reason: String)]

    /// The limits of this project.
    static let project = SizeLimit(ratchet: [:])

    func refusals(in file: SourceFile) -> [Refusal] {
        guard file.isSwift || file.path.hasSuffix(".cpp") || file.path.hasSuffix(".h") else { return [] }
        guard !file.lies(in: Array(Self.recorded.keys)) else { return [] }
        var found: [Refusal] = []
        note(file.lineCount, of: "a file", key: file.path, max: Self.fileLinesMax, at: 1, in: file, &found)
        guard file.isSwift else { return found }
        for function in FunctionFinder.functions(in: file) {
            let key = "\(file.path) \(function.name)"
            note(
                function.lines,
                of: function.name,
                key: key,
                max: Self.functionLinesMax,
                at: function.start,
                in: file,
                &found
            )
        }
        return found
    }

    private func note(
        _ lines: Int,
        of what: String,
        key: String,
        max limit: Int,
        at line: Int,
        in file: SourceFile,
        _ found: inout [Refusal]
    ) {
        guard let known = ratchet[key] else {
            guard lines > limit else { return }
            let reason = "\(what) of \(lines) lines, more than \(limit): it is about more than one thing; divide it"
            return found.append(Refusal(path: file.path, line: line, reason: reason))
        }
        if lines > known.lines {
            let reason = "\(what) of \(lines) lines grew beyond \(known.lines); what is too large only shrinks"
            found.append(Refusal(path: file.path, line: line, reason: reason))
        } else if lines <= limit {
            let reason = "\(what) of \(lines) lines is small enough now; take it out of the ratchet"
            found.append(Refusal(path: file.path, line: line, reason: reason))
        }
    }
}
