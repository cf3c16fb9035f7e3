/// Text for a page of HTML. Whatever comes from outside goes through ``escape(_:)``.
enum Markup {
    /// `text` such that it is text and nothing else, between tags and in quoted attributes.
    static func escape(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            // What HTML does not allow in a text.
            case "\0"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{7F}"..."\u{9F}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    /// `<name class="…">text</name>`, the text escaped.
    static func element(_ name: String, _ text: String, class style: String = "") -> String {
        let attribute = style.isEmpty ? "" : " class=\"\(style)\""
        return "<\(name)\(attribute)>\(escape(text))</\(name)>"
    }
}
