import Foundation

/// A file of the project: what is written in it, and what of that the compiler reads.
struct SourceFile: Sendable {
    /// Its path from the project's root, for example `Sources/Kafka/Offset.swift`.
    let path: String
    /// Its lines as they are.
    let lines: [String]
    /// Its bytes as they are.
    let raw: Data
    /// Its bytes with comments and texts blanked out, line for line; the same as ``raw`` when it is not Swift.
    let code: Data

    /// A file at `path` that says `text`.
    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        raw = Data(text.utf8)
        code = path.hasSuffix(".swift") ? CodeMask.blank(raw) : raw
    }

    /// Whether it is Swift.
    var isSwift: Bool { path.hasSuffix(".swift") }

    /// How many lines it has.
    var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }

    /// The lines of ``code``.
    var codeLines: [Substring] {
        String(decoding: code, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The module it belongs to, for example `Kafka`; `nil` outside `Sources`.
    var module: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    /// Its name without folder and `.swift`.
    var name: String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        return last.hasSuffix(".swift") ? String(last.dropLast(6)) : last
    }

    /// Whether it lies in one of `places`: folders, which end with a slash, or files.
    func lies(in places: some Sequence<String>) -> Bool {
        places.contains { $0.hasSuffix("/") ? path.hasPrefix($0) : path == $0 }
    }
}
