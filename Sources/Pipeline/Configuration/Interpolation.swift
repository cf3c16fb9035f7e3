/// Replaces `${NAME}` by what the environment says.
enum Interpolation {
    /// The name of a variable that is not set.
    struct Missing: Error {
        var name: String
    }

    /// `text` with every `${NAME}` replaced. `$${` stands for `${`.
    static func expand(_ text: String, _ environment: [String: String]) throws(Missing) -> String {
        guard text.contains("${") else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            let before = rest[..<start.lowerBound]
            if before.hasSuffix("$") {
                result += before.dropLast() + "${"
                rest = rest[start.upperBound...]
                continue
            }
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
            let name = String(rest[start.upperBound..<end])
            guard let value = environment[name] else { throw Missing(name: name) }
            result += before + value
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
