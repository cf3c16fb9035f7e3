import Foundation

/// Blanks out what the compiler does not run: comments and the content of texts. Lines stay where they are; code
/// inside `\(…)` stays code.
struct CodeMask {
    private let bytes: [UInt8]
    private var result: [UInt8]
    private var place = 0

    /// What is being read, from the outside in.
    private enum Scope {
        case text(pounds: Int, isMultiline: Bool)
        case interpolation(depth: Int)
    }

    private var scopes: [Scope] = []

    /// `source` without comments and texts.
    static func blank(_ source: Data) -> Data {
        var mask = CodeMask(bytes: Array(source), result: Array(source))
        mask.run()
        return Data(mask.result)
    }

    private init(bytes: [UInt8], result: [UInt8]) {
        self.bytes = bytes
        self.result = result
    }

    private mutating func run() {
        while place < bytes.count {
            if case .text(let pounds, let isMultiline) = scopes.last {
                readText(pounds: pounds, isMultiline: isMultiline)
            } else {
                readCode()
            }
        }
    }

    private func starts(_ text: StaticString, at index: Int? = nil) -> Bool {
        let start = index ?? place
        let length = text.utf8CodeUnitCount
        guard start + length <= bytes.count else { return false }
        return "\(text)".utf8.elementsEqual(bytes[start..<start + length])
    }

    private mutating func skip(_ count: Int, blank: Bool) {
        for _ in 0..<min(count, bytes.count - place) {
            if blank, bytes[place] != UInt8(ascii: "\n") { result[place] = UInt8(ascii: " ") }
            place += 1
        }
    }

    // MARK: Code

    private mutating func readCode() {
        switch bytes[place] {
        case UInt8(ascii: "/"):
            if starts("//") { return skipLineComment() }
            if starts("/*") { return skipBlockComment() }
        case UInt8(ascii: "\""), UInt8(ascii: "#"):
            if openText() { return }
        case UInt8(ascii: "("): deepen(by: 1)
        case UInt8(ascii: ")"): deepen(by: -1)
        default: break
        }
        place += 1
    }

    /// Counts the parentheses of an interpolation, which ends with the one that began it.
    private mutating func deepen(by change: Int) {
        guard case .interpolation(let depth) = scopes.last else { return }
        scopes.removeLast()
        if depth + change > 0 { scopes.append(.interpolation(depth: depth + change)) }
    }

    private mutating func skipLineComment() {
        while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { skip(1, blank: true) }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                skip(2, blank: true)
            } else if starts("*/") {
                depth -= 1
                skip(2, blank: true)
            } else {
                skip(1, blank: true)
            }
        } while depth > 0 && place < bytes.count
    }

    // MARK: Texts

    /// Begins a text when one begins here: quotes, with any number of pounds before them.
    private mutating func openText() -> Bool {
        var pounds = 0
        while place + pounds < bytes.count, bytes[place + pounds] == UInt8(ascii: "#") { pounds += 1 }
        guard starts("\"", at: place + pounds) else { return false }
        let isMultiline = starts("\"\"\"", at: place + pounds)
        scopes.append(.text(pounds: pounds, isMultiline: isMultiline))
        skip(pounds + (isMultiline ? 3 : 1), blank: true)
        return true
    }

    private mutating func readText(pounds: Int, isMultiline: Bool) {
        let hasPounds = { [bytes] (start: Int) in
            start + pounds <= bytes.count && bytes[start..<start + pounds].allSatisfy { $0 == UInt8(ascii: "#") }
        }
        let quotes = isMultiline ? 3 : 1
        if starts("\\"), hasPounds(place + 1) {
            let isInterpolation = starts("(", at: place + 1 + pounds)
            skip(1 + pounds + 1, blank: true)
            if isInterpolation { scopes.append(.interpolation(depth: 1)) }
        } else if isMultiline ? starts("\"\"\"") : starts("\""), hasPounds(place + quotes) {
            skip(quotes + pounds, blank: true)
            scopes.removeLast()
        } else {
            skip(1, blank: true)
        }
    }
}
