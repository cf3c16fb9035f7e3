internal import Detection

extension ConfigurationField {
    /// One word of a closed list.
    static func word<Word>(_ name: String, _ place: Place<Word>, _ meaning: String) -> Self
    where Word: RawRepresentable & CaseIterable & Sendable, Word.RawValue == String {
        let words = Word.allCases.map(\.rawValue)
        return Self(name: name, allowed: words.joined(separator: ", "), meaning: meaning) {
            $0[keyPath: place].rawValue
        } write: { text, configuration throws(ValueFault) in
            guard let word = Word(rawValue: text) else {
                throw ValueFault(wanted: "one of \(words.joined(separator: ", "))")
            }
            configuration[keyPath: place] = word
        }
    }

    /// One word of `words`.
    static func word(_ name: String, _ place: Place<String>, of words: [String], _ meaning: String) -> Self {
        let list = words.joined(separator: ", ")
        return text(name, place, allowed: list, wanted: "one of \(list)", meaning) { words.contains($0) }
    }

    /// The name of a topic.
    static func topic(_ name: String, _ place: Place<String>, _ meaning: String) -> Self {
        let letters = "letters, digits, `.`, `_` and `-`"
        return text(name, place, allowed: "a topic", wanted: "1 to 249 \(letters)", meaning) {
            (1...249).contains($0.utf8.count) && isPlain($0) && $0 != "." && $0 != ".."
        }
    }

    /// A name that becomes part of groups and ids.
    static func identifier(_ name: String, _ place: Place<String>, _ meaning: String) -> Self {
        let letters = "letters, digits, `.`, `_` and `-`"
        return text(name, place, allowed: letters, wanted: "1 to 100 \(letters)", meaning) {
            (1...100).contains($0.utf8.count) && isPlain($0)
        }
    }

    /// Addresses of brokers.
    static func addresses(_ name: String, _ place: Place<String>, _ meaning: String) -> Self {
        let wanted = "host:port, several separated by commas, such as kafka-1:9092,kafka-2:9092"
        return text(name, place, allowed: "host:port, …", wanted: wanted, meaning) { text in
            text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { address in
                guard let colon = address.lastIndex(of: ":"), colon > address.startIndex else { return false }
                return UInt16(address[address.index(after: colon)...].trimmed).map { $0 > 0 } ?? false
            }
        }
    }

    /// A path, or nothing.
    static func path(_ name: String, _ place: Place<String?>, _ meaning: String) -> Self {
        Self(name: name, allowed: "a path", meaning: meaning, isPath: true) {
            $0[keyPath: place] ?? ""
        } write: { text, configuration throws(ValueFault) in
            configuration[keyPath: place] = text.isEmpty ? nil : text
        }
    }

    /// A text that nobody is to see, or nothing.
    static func secret(_ name: String, _ place: Place<Secret?>, lengthMin: Int, _ meaning: String) -> Self {
        let wanted = "at least \(lengthMin) characters, or `file:` and the path of a file with them"
        return Self(name: name, allowed: wanted, meaning: meaning, isSecret: true) {
            $0[keyPath: place]?.description ?? ""
        } write: { text, configuration throws(ValueFault) in
            guard text.isEmpty || text.count >= lengthMin else { throw ValueFault(wanted: wanted) }
            configuration[keyPath: place] = text.isEmpty ? nil : Secret(text)
        }
    }

    /// An address of the web with placeholders in braces, or nothing.
    static func link(
        _ name: String,
        _ place: Place<String?>,
        placeholders: [String],
        _ meaning: String
    ) -> Self {
        let known = placeholders.joined(separator: ", ")
        let wanted = "https://… or http://… without spaces, in which only \(known) stand in braces"
        return Self(name: name, allowed: "a link; \(known) are filled in", meaning: meaning) {
            $0[keyPath: place] ?? ""
        } write: { text, configuration throws(ValueFault) in
            let bare = placeholders.reduce(text) { $0.replacing($1, with: "") }
            let isLink = text.hasPrefix("https://") || text.hasPrefix("http://")
            guard text.isEmpty || (isLink && !bare.contains { "{} \t\n".contains($0) }) else {
                throw ValueFault(wanted: wanted)
            }
            configuration[keyPath: place] = text.isEmpty ? nil : text
        }
    }

    private static func text(
        _ name: String,
        _ place: Place<String>,
        allowed: String,
        wanted: String,
        _ meaning: String,
        isAllowed: @escaping @Sendable (String) -> Bool
    ) -> Self {
        Self(name: name, allowed: allowed, meaning: meaning) {
            $0[keyPath: place]
        } write: { text, configuration throws(ValueFault) in
            guard isAllowed(text) else { throw ValueFault(wanted: wanted) }
            configuration[keyPath: place] = text
        }
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }
}

extension StringProtocol {
    /// The text without spaces and tabs around it.
    var trimmed: String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let start = drop(while: isSpace)
        guard let last = start.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(start[...last])
    }
}

extension ConfigurationField {
    /// A time zone of the IANA database.
    static func timeZone(_ name: String, _ place: Place<String>, _ meaning: String) -> Self {
        Self(name: name, allowed: "a name of the IANA database", meaning: meaning) {
            $0[keyPath: place]
        } write: { text, configuration throws(ValueFault) in
            guard ShopClock(timeZone: text) != nil else {
                throw ValueFault(wanted: "a time zone that this machine knows, such as UTC or Europe/Berlin")
            }
            configuration[keyPath: place] = text
        }
    }
}
