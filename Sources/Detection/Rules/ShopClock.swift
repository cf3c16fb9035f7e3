/// The shop's own time: how far its clocks are ahead of UTC, and when that changes. People buy by their clocks, so the hour
/// of the day is theirs.
public struct ShopClock: Sendable, Hashable {
    /// Until the first change, in minutes ahead of UTC.
    public var offsetMinutes: Int
    /// From the minute since 1970 on, so many minutes ahead of UTC; ascending.
    public var changes: [Change]

    /// A change of the clocks, as to summer time.
    public struct Change: Sendable, Hashable {
        /// The first minute since 1970.
        public var minute: Int
        /// Minutes ahead of UTC from then on.
        public var offsetMinutes: Int

        /// From `minute` on the clocks are `offsetMinutes` ahead.
        public init(minute: Int, offsetMinutes: Int) {
            self.minute = minute
            self.offsetMinutes = offsetMinutes
        }
    }

    /// Clocks with these changes, ascending.
    public init(offsetMinutes: Int = 0, changes: [Change] = []) {
        self.offsetMinutes = offsetMinutes
        self.changes = changes
    }

    /// UTC.
    public static let utc = ShopClock()

    /// The hour of the week that the shop's clocks show in `minute` since 1970, 0 to 167; an hour of the day is its rest
    /// by 24. The week begins on a Thursday, as 1970 did.
    func hourOfWeek(at minute: Int) -> Int {
        let rest = hour(at: minute) % 168
        return rest < 0 ? rest + 168 : rest
    }

    /// The hour that the shop's clocks show in `minute` since 1970, in hours since they showed the beginning of 1970.
    func hour(at minute: Int) -> Int {
        let offset = changes.last { $0.minute <= minute }?.offsetMinutes ?? offsetMinutes
        let local = minute + offset
        return local >= 0 ? local / 60 : (local - 59) / 60
    }
}
