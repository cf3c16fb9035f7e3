internal import Streaming

/// How much comes from a source in an hour, for eight days, and so what is too little: the baseline of the slices of
/// `volume` that nothing can be compared with.
///
/// It is careful, because who is woken for nothing at night does not come the next time: of the hours that could be
/// compared it expects no more than the poorest. An hour is compared with itself and its two neighbours on each of the last
/// seven days. Of three days and more the poorest is left out, as it may have been an outage, unless it was this day a
/// week ago, when the shop may have been closed. As long as fewer days are known, the last three hours count as well: then a
/// stop is noticed from the third hour on, and a slow evening, a burst or the end of a sale is none.
///
/// Sources that come in clumps are quiet between them, but for some stragglers: a silence must last longer than any stretch in
/// the hours compared in which as little came as in a silence.
///
/// A silence is learnt as it lasts, for it may be the first night; but it is not one of the last hours to compare with.
struct LevelHistory {
    /// By the number of the hour, modulo their count.
    private var hours = [Hour](repeating: Hour(), count: LevelHistory.hoursKept)
    /// The newest hour learnt, by the shop's clocks, in hours since 1970.
    private var newest: Int?
    /// Minutes that have just passed with next to no event.
    private var quietRun = 0
    /// How many events more they might have had, and be as quiet as a silence.
    private var quietRoom = 0.0

    private static let hoursKept = 8 * 24
    /// How far back the last hours to compare with may lie.
    private static let recentMax = 24
    /// For so many minutes of quiet stragglers may be saved up: the first events of a morning are none.
    private static let stragglingMinutes = 15.0
    /// Minutes that must be known of an hour.
    private static let minutesMin = 30

    private struct Hour {
        var events = 0.0
        /// Minutes learnt, 120 at most: clocks may be put back.
        var minutes = 0
        /// The longest run of minutes with next to no event that came to an end in it, or goes on.
        var quietest = 0
        /// Whether some of it was silence.
        var isSilent = false

        var rate: Double? { minutes >= minutesMin ? events / Double(minutes) : nil }
    }

    /// What is usual at some time.
    struct Level {
        /// Events a minute.
        var rate: Double
        /// Minutes with next to no event that are nothing unusual.
        var quietMinutes: Int
    }

    /// Nothing is known.
    init() {}

    /// Learns that `events` came in `minute`, which follows the minutes learnt before.
    ///
    /// - Parameters:
    ///   - isSilent: whether that is part of a silence.
    ///   - shareMax: the share of the usual below which there is silence.
    mutating func learn(_ events: Double, minute: Int, isSilent: Bool, shareMax: Double, clock: ShopClock) {
        let hour = clock.hour(at: minute)
        if let newest, hour > newest {
            for passed in max(newest + 1, hour - Self.hoursKept + 1)...hour { hours[Self.place(of: passed)] = Hour() }
        }
        newest = max(hour, newest ?? hour)
        guard let newest, hour > newest - Self.hoursKept else { return }
        let room = shareMax * rateOfDay
        quietRoom = min(max(0, quietRoom + room - events), room * Self.stragglingMinutes)
        quietRun = events == 0 || quietRoom > 0 ? quietRun + 1 : 0
        let place = Self.place(of: hour)
        hours[place].events += events
        hours[place].minutes = min(120, hours[place].minutes + 1)
        hours[place].quietest = max(hours[place].quietest, quietRun)
        hours[place].isSilent = hours[place].isSilent || isSilent
    }

    /// Events a minute in the last day; 0 before anything is known.
    private var rateOfDay: Double {
        guard let newest else { return 0 }
        var (events, minutes) = (0.0, 0)
        for hour in newest - 23...newest {
            events += hours[Self.place(of: hour)].events
            minutes += hours[Self.place(of: hour)].minutes
        }
        return events / Double(max(minutes, 1))
    }

    /// What is usual in `minute`; `nil` when there is nothing to compare it with.
    func usual(at minute: Int, clock: ShopClock) -> Level? {
        let hour = clock.hour(at: minute)
        var days: [Level] = []
        for day in 1...7 where known(hour - day * 24) != nil {
            days.append(poorest(of: (hour - day * 24 - 1)...(hour - day * 24 + 1)))
        }
        guard days.count >= 3 else {
            let last = (hour - Self.recentMax..<hour).filter { known($0) != nil && !hours[Self.place(of: $0)].isSilent }
            let recent = last.suffix(3)
            guard recent.count >= 2 else { return nil }
            return days.reduce(poorest(of: recent)) { $0.poorer($1) }
        }
        var level = Level(
            rate: days.map(\.rate).sorted()[1],
            quietMinutes: days.map(\.quietMinutes).sorted()[days.count - 2]
        )
        if known(hour - 7 * 24) != nil, let week = days.last { level = level.poorer(week) }
        return level
    }

    /// The poorest of these hours, by their `numbers`, that are known.
    private func poorest(of numbers: some Sequence<Int>) -> Level {
        var level = Level(rate: .infinity, quietMinutes: 0)
        for hour in numbers {
            guard let rate = known(hour) else { continue }
            level = level.poorer(Level(rate: rate, quietMinutes: hours[Self.place(of: hour)].quietest))
        }
        return level
    }

    /// Events a minute in `hour`, by the shop's clocks; `nil` when it was not heard, or not long enough.
    private func known(_ hour: Int) -> Double? {
        guard let newest, hour <= newest, hour > newest - Self.hoursKept else { return nil }
        return hours[Self.place(of: hour)].rate
    }

    private static func place(of hour: Int) -> Int {
        let rest = hour % hoursKept
        return rest < 0 ? rest + hoursKept : rest
    }

    // MARK: State

    func write(to writer: inout StateWriter) {
        writer.optional(newest) { $0.signed(Int64($1)) }
        writer.number(quietRun)
        writer.double(quietRoom)
        writer.list(hours) { writer, hour in
            writer.number(hour.minutes)
            guard hour.minutes > 0 else { return }
            writer.double(hour.events)
            writer.number(hour.quietest)
            writer.flag(hour.isSilent)
        }
    }

    init(from reader: inout StateReader) throws(StateError) {
        newest = try reader.optionalHour()
        quietRun = try reader.number(upTo: Int(Int32.max))
        if reader.version >= 8 { quietRoom = try reader.sum() }
        hours = try reader.list { (reader) throws(StateError) in
            var hour = Hour()
            hour.minutes = try reader.number(upTo: 120)
            guard hour.minutes > 0 else { return hour }
            hour.events = try reader.sum()
            hour.quietest = try reader.number(upTo: Int(Int32.max))
            hour.isSilent = try reader.flag()
            return hour
        }
        guard hours.count == Self.hoursKept else { throw StateError("a level has \(hours.count) hours") }
    }
}

extension LevelHistory.Level {
    /// The lesser rate and the longer quiet of two.
    fileprivate func poorer(_ other: LevelHistory.Level) -> LevelHistory.Level {
        LevelHistory.Level(rate: min(rate, other.rate), quietMinutes: max(quietMinutes, other.quietMinutes))
    }
}
