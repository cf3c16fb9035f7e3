public import Streaming

/// How long the stock of one shelf lasts, and whether anybody was warned that it will not last long enough.
///
/// The pace is what left the shelf lately, S pieces, each of which counts half as much after twelve hours (H). Of a shelf
/// known for T hours that is S·ln 2 / (H·(1 - 2^(-T/H))) pieces an hour, so a young shelf's pace is not too low. Stock that
/// lasts no longer than the lead is warned of, once it is known for six hours and S is 20 or more: until it lasts half as long
/// again, or has run out.
public struct StockCover: BitwiseCopyable, Sendable {
    /// S, and when it was that.
    private var sold = 0.0
    private var soldAt: EventTime
    /// Since when the shelf is known.
    private var knownSince: EventTime
    /// Since when it is warned of; far away when it is not.
    private var warnedSince = EventTime.distantFuture

    private static let halfLife = Milliseconds.hours(12)
    private static let youth = Milliseconds.hours(6)
    private static let soldMin = 20.0
    private static let relief = 1.5
    /// More than anybody sells in a day; what follows from it still is a number of pieces.
    private static let soldMax = 1e12

    /// What is to be said.
    public enum News: Sendable, Hashable {
        /// It will not last: so many pieces are left, and so many sell within the lead.
        case low(since: EventTime, left: Int64, wanted: Int64)
        /// It lasts again, or it has run out.
        case over(since: EventTime, left: Int64, wanted: Int64)
    }

    /// Of a shelf that was heard of for the first time.
    public init(since time: EventTime) {
        soldAt = time
        knownSince = time
    }

    /// Notes that so many pieces left the shelf.
    public mutating func add(_ pieces: Int64, at time: EventTime) {
        sold = min(left(at: time) + Double(pieces), Self.soldMax)
        soldAt = max(soldAt, time)
    }

    /// Whether a shelf from which nothing was taken lately is still of interest.
    public func isWorthKeeping(at time: EventTime) -> Bool { isWarned || left(at: time) >= Self.soldMin }

    /// What changes with the stock being `level` at `time`. Without a lead nobody is warned.
    public mutating func news(level: Int64, at time: EventTime, lead: Milliseconds) -> News? {
        let wanted = wanted(within: lead, at: time)
        if isWarned {
            guard level <= 0 || Double(level) >= Self.relief * wanted else { return nil }
            let since = warnedSince
            warnedSince = .distantFuture
            return .over(since: since, left: level, wanted: Int64(wanted.rounded()))
        }
        let isKnown = time.since(knownSince) >= Self.youth && left(at: time) >= Self.soldMin
        guard lead > .zero, isKnown, level > 0, Double(level) <= wanted else { return nil }
        warnedSince = time
        return .low(since: time, left: level, wanted: Int64(wanted.rounded()))
    }

    private var isWarned: Bool { warnedSince != .distantFuture }

    private func left(at time: EventTime) -> Double {
        sold * Self.share(left: time.since(soldAt))
    }

    /// Pieces that sell within `lead` at the pace of now.
    private func wanted(within lead: Milliseconds, at time: EventTime) -> Double {
        let known = max(time.since(knownSince), Milliseconds(1))
        let halfLives = Double(lead.rawValue) / Double(Self.halfLife.rawValue)
        return left(at: time) * Mathematics.log(2) * halfLives / (1 - Self.share(left: known))
    }

    /// How much of something is left after `time`.
    private static func share(left time: Milliseconds) -> Double {
        Mathematics.exp2(-Double(max(0, time.rawValue)) / Double(halfLife.rawValue))
    }

    // MARK: State

    /// Appends all that is known of it.
    public func write(to writer: inout StateWriter) {
        writer.double(sold)
        for time in [soldAt, knownSince, warnedSince] { writer.time(time) }
    }

    /// What ``write(to:)`` wrote.
    public init(from reader: inout StateReader) throws(StateError) {
        sold = try reader.double()
        guard sold >= 0, sold <= Self.soldMax else { throw StateError("a shelf sells \(sold) pieces") }
        soldAt = try reader.time()
        knownSince = try reader.time()
        warnedSince = try reader.time()
    }
}
