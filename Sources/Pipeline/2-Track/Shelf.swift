internal import Commerce
internal import Detection
internal import Streaming

/// What is known of one product in one warehouse: how fast it sells, and what is lost while there is none.
///
/// The pace is what left the shelf in the last half hour, p pieces: the current half hour's, and of the one before as
/// much as the current one lacks. While the shelf is empty, demand goes on at the pace at which it ran out, so after
/// d minutes ⌊p · d / 30⌋ pieces are lost. Of these, reservations that did fail are told by themselves and are taken off;
/// a shop that hides what it lacks has none.
///
/// A level that falls by more than the last half hour sold, and by more than ten pieces, is taken for a correction of
/// the books, of which no more counts than that. After six hours nobody expects the product any more.
struct Shelf: BitwiseCopyable, Sendable {
    var sku = Word.unknown
    var category = Word.unknown
    var warehouse = Word.unknown
    /// Pieces at the last change.
    private(set) var level: Int64 = 0
    /// When the current half hour began.
    private var window = EventTime.distantPast
    /// Pieces sold in the current half hour, and in the one before.
    private var sold: Int64 = 0
    private var soldBefore: Int64 = 0
    /// How fast it sells by the day, and since when it is warned of.
    private(set) var cover: StockCover
    /// Since when there is none; far away when there is.
    private(set) var emptySince = EventTime.distantFuture
    /// Pieces in half an hour at which it ran out.
    private var pace: Int64 = 0
    /// Pieces lost that were counted, and those whose reservation failed.
    private var counted: Int64 = 0
    private var failed: Int64 = 0
    /// When it is looked at again.
    private(set) var due = EventTime.distantFuture

    private static let windowLength = Milliseconds.minutes(30)
    private static let interval = Milliseconds.minutes(1)
    private static let patience = Milliseconds.hours(6)
    private static let correctionMin: Int64 = 10
    /// More than anybody sells in half an hour; times the patience it still fits.
    private static let soldMax: Int64 = 1 << 30
    private static let amountMax: Int64 = 1 << 40

    init(_ event: Event) {
        sku = event.sku
        category = event.category
        warehouse = event.warehouse
        window = event.occurredAt
        cover = StockCover(since: event.occurredAt)
        due = event.occurredAt.advanced(by: Self.windowLength)
    }

    /// Whether there is none.
    var isEmpty: Bool { emptySince != .distantFuture }

    // MARK: What happens to it

    /// Takes a change of the level. Returns whether it has to be looked at at another time than before.
    mutating func change(_ event: Event) -> Bool {
        roll(to: event.occurredAt)
        let before = event.previous > 0 ? event.previous : level
        let taken = max(0, before - event.available)
        let usual = sales(at: event.occurredAt)
        let left = min(taken, max(usual, Self.correctionMin))
        sold = min(sold + left, Self.soldMax)
        cover.add(left, at: event.occurredAt)
        level = event.available
        if event.category != .unknown { category = event.category }
        if event.available == 0, !isEmpty, before > 0 {
            emptySince = event.occurredAt
            pace = sales(at: event.occurredAt)
            (counted, failed) = (0, 0)
            due = event.occurredAt.advanced(by: Self.interval)
            return true
        }
        guard event.available > 0, isEmpty else { return false }
        emptySince = .distantFuture
        due = event.occurredAt.advanced(by: Self.windowLength)
        return true
    }

    /// Notes that a reservation of so many pieces failed and was counted.
    mutating func noteFailure(of pieces: Int64) {
        if isEmpty { failed = min(failed + max(pieces, 1), Self.amountMax) }
    }

    /// What was lost by `time` and has not been counted; from now on it has.
    mutating func lost(by time: EventTime) -> UInt32 {
        guard isEmpty else { return 0 }
        let elapsed = min(max(0, time.since(emptySince).rawValue), Self.patience.rawValue)
        let expected = pace * elapsed / Self.windowLength.rawValue
        let number = max(0, expected - failed - counted)
        counted += number
        return UInt32(clamping: number)
    }

    /// Says in ``due`` when to look at it after `time`; far away when there is nothing more to know of it.
    mutating func passDue(at time: EventTime) {
        if isEmpty {
            let isOver = time.since(emptySince) >= Self.patience
            due = isOver ? .distantFuture : time.advanced(by: Self.interval)
        } else {
            roll(to: time)
            let isForgotten = sold + soldBefore == 0 && !cover.isWorthKeeping(at: time)
            due = isForgotten ? .distantFuture : time.advanced(by: Self.windowLength)
        }
    }

    /// What is to be said of how long it lasts, if anything, now that it is `time`.
    mutating func news(at time: EventTime, lead: Milliseconds) -> StockCover.News? {
        cover.news(level: level, at: time, lead: lead)
    }

    // MARK: Pace

    private mutating func roll(to time: EventTime) {
        let length = Self.windowLength.rawValue
        let windows = time.since(window).rawValue / length
        guard windows > 0 else { return }
        soldBefore = windows == 1 ? sold : 0
        sold = 0
        window = window.advanced(by: Milliseconds(windows * length))
    }

    private func sales(at time: EventTime) -> Int64 {
        let length = Self.windowLength.rawValue
        let elapsed = min(max(0, time.since(window).rawValue), length)
        return sold + soldBefore * (length - elapsed) / length
    }

    // MARK: State

    func write(to writer: inout StateWriter) {
        for word in [sku, category, warehouse] { writer.number(UInt64(word.rawValue)) }
        for number in [level, sold, soldBefore, pace, counted, failed] { writer.signed(number) }
        for time in [window, emptySince, due] { writer.time(time) }
        cover.write(to: &writer)
    }

    init(from reader: inout StateReader) throws(StateError) {
        sku = try Self.word(&reader)
        category = try Self.word(&reader)
        warehouse = try Self.word(&reader)
        level = try Self.amount(&reader)
        sold = try Self.amount(&reader)
        soldBefore = try Self.amount(&reader)
        pace = try Self.amount(&reader)
        counted = try Self.amount(&reader)
        failed = try Self.amount(&reader)
        window = try reader.time()
        emptySince = try reader.time()
        due = try reader.time()
        // Version 4 knew no pace of the day.
        cover = reader.version > 4 ? try StockCover(from: &reader) : StockCover(since: window)
    }

    private static func word(_ reader: inout StateReader) throws(StateError) -> Word {
        Word(rawValue: UInt32(try reader.number(upTo: SliceKey.wordCountMax)))
    }

    private static func amount(_ reader: inout StateReader) throws(StateError) -> Int64 {
        let amount = try reader.signed()
        guard amount >= 0, amount <= amountMax else { throw StateError("a shelf has an amount of \(amount)") }
        return amount
    }
}
