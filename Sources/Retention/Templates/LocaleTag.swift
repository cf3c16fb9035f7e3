/// What languages a reader of a BCP 47 tag understands, the best first.
enum LocaleTag {
    /// A tag is cut to so many parts, for it comes from outside.
    static let partsMax = 6

    /// `tag` in small letters and with hyphens: `zh_CN` is `zh-cn`.
    static func normalised(_ tag: String) -> String { parts(tag).joined(separator: "-") }

    /// `zh-Hans-CN` gives `zh-hans-cn`, `zh-hans`, `zh`. A Chinese tag without a script gets that of its region, so
    /// that `zh-CN` and `zh` find `zh-Hans`, and `zh-TW` finds `zh-Hant`.
    static func candidates(_ tag: String) -> [String] {
        var parts = parts(tag)
        var candidates = [parts.joined(separator: "-")]
        if parts.first == "zh", !parts.dropFirst().contains(where: { $0.count == 4 }) {
            let isTraditional = parts.contains { ["tw", "hk", "mo"].contains($0) }
            parts.insert(isTraditional ? "hant" : "hans", at: 1)
        }
        while !parts.isEmpty {
            let candidate = parts.joined(separator: "-")
            if !candidates.contains(candidate) { candidates.append(candidate) }
            parts.removeLast()
        }
        return candidates
    }

    private static func parts(_ tag: String) -> [String] {
        tag.lowercased().split { $0 == "-" || $0 == "_" }.prefix(partsMax).map(String.init)
    }
}
