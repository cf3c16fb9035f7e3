import Foundation

/// A text that must not be written, but in the places that are named with their reasons.
struct BannedText: Rule {
    let text: String
    /// Folders, which end with a slash, and files in which it is refused.
    let places: [String]
    /// Folders and files in which it may be written, each with its reason.
    let exceptions: [String: String]
    /// Whether it is refused in comments and texts too, and in files that are not Swift.
    let includesProse: Bool
    /// A line that also says this is in order.
    let alibi: String?
    /// Why it is refused.
    let reason: String

    /// `text` is refused in the code of `places`.
    static func banned(
        _ text: String,
        in places: [String] = ["Sources/", "Tests/", "Benchmarks/"],
        unless alibi: String? = nil,
        except exceptions: [String: String] = [:],
        because reason: String
    ) -> BannedText {
        BannedText(
            text: text,
            places: places,
            exceptions: exceptions,
            includesProse: false,
            alibi: alibi,
            reason: reason
        )
    }

    /// `text` is refused in every file, in whatever language.
    static func bannedEverywhere(
        _ text: String,
        unless alibi: String? = nil,
        except exceptions: [String: String] = [:],
        because reason: String
    ) -> BannedText {
        BannedText(text: text, places: [], exceptions: exceptions, includesProse: true, alibi: alibi, reason: reason)
    }

    func refusals(in file: SourceFile) -> [Refusal] {
        guard includesProse || file.isSwift, places.isEmpty || file.lies(in: places),
            !file.lies(in: exceptions.keys)
        else { return [] }
        let bytes = includesProse ? file.raw : file.code
        let needle = Data(text.utf8)
        var refusals: [Refusal] = []
        var from = bytes.startIndex
        while let range = bytes.range(of: needle, in: from..<bytes.endIndex) {
            from = range.upperBound
            guard stands(range, in: bytes) else { continue }
            let line = bytes[..<range.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
            if let alibi, file.lines[line - 1].contains(alibi) { continue }
            refusals.append(Refusal(path: file.path, line: line, reason: "`\(text)`: \(reason)"))
        }
        return refusals
    }

    /// Whether what was found is a word by itself: neither part of a longer one, nor a member or a declaration of the
    /// same name.
    private func stands(_ range: Range<Data.Index>, in bytes: Data) -> Bool {
        if let first = bytes[range].first, Self.isWord(first), let before = bytes[..<range.lowerBound].last {
            if Self.isWord(before) { return false }
            let isCall = text.hasSuffix("(")
            if isCall, !includesProse {
                if before == UInt8(ascii: "."), !bytes[..<range.lowerBound].hasSuffix("Swift.") { return false }
                if bytes[..<range.lowerBound].hasSuffix("func ") { return false }
            }
        }
        if let last = bytes[range].last, Self.isWord(last), range.upperBound < bytes.endIndex {
            return !Self.isWord(bytes[range.upperBound])
        }
        return true
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }
}

extension Data {
    fileprivate func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
