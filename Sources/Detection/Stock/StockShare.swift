internal import Streaming

/// Which share of the cancellations of the last 24 whole hours was for want of stock.
///
/// More than some share of them is a finding for the merchant (`retention.md`, part 3: more than 30 %): no voucher keeps such an
/// order. Looked at when an hour is over, once a day is known and fifty were cancelled in it; told when the share is greater, and
/// taken back when it is less than five sixths of it or too few are cancelled to say.
struct StockShare {
    /// The hours with cancellations, at most 25: a day and the one under way.
    private var hours: [Hour] = []
    private var firstHour: Int?
    /// The hour at whose start it was told; `nil` when it is not.
    private var toldAt: Int?

    private static let day = 24
    private static let cancelledMin = 50
    private static let relief = 5.0 / 6

    private struct Hour {
        var number: Int
        var cancelled = 0
        var forStock = 0
    }

    /// What is to be said at the start of an hour.
    struct News: Equatable {
        /// Whether the share is too great now, or no more.
        var isHigh: Bool
        /// The hour since which it was told, in hours since 1970.
        var since: Int
        /// Cancellations of the day, and those of them for want of stock.
        var cancelled: Int
        var forStock: Int
    }

    /// Nothing is known.
    init() {}

    /// Counts what was cancelled in `minute`, none of which may be before the one counted last. What there is to say of the day
    /// before its hour comes back: whether the share was above `most`.
    mutating func count(cancelled: Int, forStock: Int, minute: Int, most: Double) -> News? {
        let number = ShopClock.utc.hour(at: minute)
        let isNew = hours.last.map { $0.number < number } ?? true
        if firstHour == nil { firstHour = number }
        let news = isNew ? judge(before: number, most: most) : nil
        if isNew { hours.append(Hour(number: number)) }
        hours[hours.count - 1].cancelled += max(0, cancelled)
        hours[hours.count - 1].forStock += max(0, forStock)
        return news
    }

    private mutating func judge(before number: Int, most: Double) -> News? {
        hours.removeAll { $0.number < number - Self.day }
        let cancelled = hours.reduce(0) { $0 + $1.cancelled }
        let forStock = hours.reduce(0) { $0 + $1.forStock }
        let isKnown = firstHour.map { number - $0 >= Self.day } ?? false
        let isEnough = isKnown && cancelled >= Self.cancelledMin
        let limit = most * Double(cancelled) * (toldAt == nil ? 1 : Self.relief)
        let isHigh = isEnough && Double(forStock) > limit
        guard isHigh != (toldAt != nil) else { return nil }
        let since = toldAt ?? number
        toldAt = isHigh ? number : nil
        return News(isHigh: isHigh, since: since, cancelled: cancelled, forStock: forStock)
    }

    // MARK: State

    func write(to writer: inout StateWriter) {
        writer.list(hours) { writer, hour in
            writer.minute(hour.number)
            writer.number(hour.cancelled)
            writer.number(hour.forStock)
        }
        writer.optionalMinute(firstHour)
        writer.optionalMinute(toldAt)
    }

    init(from reader: inout StateReader) throws(StateError) {
        hours = try reader.list { (reader) throws(StateError) in
            Hour(
                number: try reader.minute(),
                cancelled: try reader.number(upTo: Int(Int32.max)),
                forStock: try reader.number(upTo: Int(Int32.max))
            )
        }
        firstHour = try reader.optionalMinute()
        toldAt = try reader.optionalMinute()
    }
}
