internal import Commerce

/// What there is to say about how long a shelf's stock lasts.
enum StockWording {
    /// So many pieces are left, which last so many hours.
    case low(Int64, Double)
    /// There are enough again.
    case enough(Int64, Double)
    /// There are none any more.
    case empty

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
        }
    }
}
