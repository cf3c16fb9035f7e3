/// Finds functions, initializers, subscripts and the like by their braces.
enum FunctionFinder {
    /// A function: where it begins and how many lines it has, from its first line to its closing brace.
    struct Function: Hashable {
        var name: String
        var start: Int
        var lines: Int
    }

    /// The functions of `file` that have a body.
    static func functions(in file: SourceFile) -> [Function] {
        let lines = file.codeLines.map { Array($0.utf8) }
        return lines.indices.compactMap { index in
            guard let name = name(declaredIn: lines[index]), let end = end(from: index, in: lines) else { return nil }
            return Function(name: name, start: index + 1, lines: end - index + 1)
        }
    }

    private static func name(declaredIn line: [UInt8]) -> String? {
        let text = String(decoding: line, as: UTF8.self)
        let words = text.split { $0 == " " || $0 == "(" || $0 == "<" || $0 == "{" || $0 == "?" }
        for (index, word) in words.enumerated() {
            switch word {
            case "func": return index + 1 < words.count ? String(words[index + 1]) : nil
            case "init", "deinit", "subscript": return String(word)
            default:
                if !modifiers.contains(word), !word.hasPrefix("@") { return nil }
            }
        }
        return nil
    }

    private static let modifiers: Set<Substring> = [
        "public", "internal", "package", "private", "fileprivate", "open", "static", "class", "final", "override",
        "prefix", "postfix", "mutating", "nonmutating", "consuming", "borrowing", "nonisolated", "isolated", "required",
        "convenience",
    ]

    /// The line of the brace that closes the body of the declaration at `start`; `nil` when it has none.
    private static func end(from start: Int, in lines: [[UInt8]]) -> Int? {
        var parentheses = 0
        var braces = 0
        for index in start..<lines.count {
            if index > start, braces == 0, parentheses == 0, !continues(lines[index]) { return nil }
            for byte in lines[index] {
                switch byte {
                case UInt8(ascii: "("), UInt8(ascii: "["): parentheses += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses -= 1
                case UInt8(ascii: "{") where parentheses == 0 || braces > 0: braces += 1
                case UInt8(ascii: "}") where braces > 0:
                    braces -= 1
                    if braces == 0 { return index }
                case UInt8(ascii: "}") where parentheses == 0: return nil
                default: break
                }
            }
        }
        return nil
    }

    /// Whether `line` goes on with a declaration whose body has not begun.
    private static func continues(_ line: [UInt8]) -> Bool {
        let first = line.drop { $0 == UInt8(ascii: " ") }
        return ["{", "->", "where ", "throws", "async", "rethrows"].contains { first.starts(with: $0.utf8) }
    }
}
