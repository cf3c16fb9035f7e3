extension RetentionPolicy {
    /// When customers sleep, by their own clocks: `quiet_hours` of the policy file.
    public struct QuietHours: Sendable, Hashable {
        /// The first quiet minute of the day, from 0 to 1439.
        public let start: Int
        /// The first minute that is quiet no more. Before ``start`` when the night is between; the same as ``start`` when
        /// no hour is quiet.
        public let end: Int

        /// From `start` to `end`, in minutes after midnight.
        public init(start: Int, end: Int) {
            precondition((0..<1440).contains(start) && (0..<1440).contains(end), "a day has 1440 minutes")
            self.start = start
            self.end = end
        }

        /// How many minutes after `minute` of the day it is quiet no more; `nil` when it is not quiet then.
        func minutesLeft(at minute: Int) -> Int? {
            let isQuiet = start <= end ? (start..<end).contains(minute) : minute >= start || minute < end
            guard isQuiet else { return nil }
            return minute < end ? end - minute : end + 1440 - minute
        }
    }
}
