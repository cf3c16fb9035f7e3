internal import Commerce

/// What there is to say about stock: how long a shelf's lasts, and what the want of it costs.
enum StockWording {
    /// So many pieces are left, which last so many hours.
    case low(Int64, Double)
    /// There are enough again.
    case enough(Int64, Double)
    /// There are none any more.
    case empty
    /// So much of what is cancelled is cancelled for want of it.
    case share(StockShare.News)

    /// For example "Stock at warehouse W-1 inside sku S-501 lasts 5.2 hours more: 26 pieces are left."
    func sentences(_ slice: Slice) -> Sentences {
        let english = "Stock \(Wording.place(slice))"
        let chinese = "\(ChineseWording.place(slice))库存"
        return switch self {
        case .low(let pieces, let hours):
            Sentences(
                english: "\(english) lasts \(Wording.short(hours)) hours more: \(pieces) pieces are left.",
                chinese: "\(chinese)预计 \(Wording.short(hours)) 小时后售罄：剩余 \(pieces) 件。"
            )
        case .enough(let pieces, let hours):
            Sentences(
                english: "\(english) lasts again: \(pieces) pieces are enough for \(Wording.short(hours)) hours.",
                chinese: "\(chinese)已恢复充足：\(pieces) 件可售 \(Wording.short(hours)) 小时。"
            )
        case .empty:
            Sentences(english: "\(english) has run out.", chinese: "\(chinese)已售罄。")
        case .share(let news): Self.share(news)
        }
    }
    /// For example "Want of stock was the reason for 38 % of the day's cancellations: 74 of 195."
    private static func share(_ news: StockShare.News) -> Sentences {
        let percent = Wording.short(100 * Double(news.forStock) / Double(max(1, news.cancelled)))
        let (part, all) = (news.forStock, news.cancelled)
        return Sentences(
            english: "Want of stock was the reason for \(percent) % of the day's cancellations: \(part) of \(all)"
                + (news.isHigh ? "." : ", within bounds again."),
            chinese: "过去一天 \(percent)% 的取消订单因缺货：\(all) 单中 \(part) 单" + (news.isHigh ? "。" : "，已回到限度以内。")
        )
    }
}
