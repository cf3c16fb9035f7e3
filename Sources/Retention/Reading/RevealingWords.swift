/// Words that would tell a customer that fraud is suspected. A net under the author of a text, not a proof.
enum RevealingWords {
    private static let all = [
        "fraud", "stolen", "suspect", "suspici", "security reason", "high risk", "blacklist", "lost card",
        "欺诈", "诈骗", "盗", "可疑", "风险", "风控", "挂失", "异常", "黑名单",
    ]

    /// The first of them that `text` says.
    static func first(in text: String) -> String? {
        let text = text.lowercased()
        return all.first { text.contains($0) }
    }
}
