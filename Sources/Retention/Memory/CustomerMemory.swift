public import Commerce
public import Streaming

/// What RETAIN keeps of one customer: bounded, without the customer's id, the key under which it is kept.
///
/// The stage hands it to ``RetentionPolicy/decide(_:memory:incidents:)``, keeps what comes back, and calls
/// ``forget(before:)`` when the watermark has moved. The fields are public so that the stage can write and read them;
/// nobody else sets them.
public struct CustomerMemory: Sendable, Hashable {
    /// What the customer wants; `nil` when that was never said.
    public var preferences: CustomerPreferences?
    /// When the preferences were said.
    public var preferencesAt: EventTime
    /// The newest event time of the customer's triggers: what deadlines are compared with.
    public var latest: EventTime
    /// The orders that were answered and whose outcome is not known, one case each, the oldest first; ``casesMax`` at
    /// most.
    public var cases: [Case]
    /// The orders that are compared and whose fate is not known, in the order in which they were drawn;
    /// ``Comparison/max`` at most.
    public var comparisons: [Comparison]
    /// Actions by day, in order of day; those of ``RetentionPolicy/Plan/longest`` before ``latest``.
    public var days: [DayCount]
    /// The event time of the newest voucher.
    public var voucherAt: EventTime?
    /// The event time of the newest suspicion of fraud.
    public var suspectedAt: EventTime?
    /// Orders that were cancelled or settled, the oldest first; ``ordersMax`` at most.
    public var orders: [OrderMark]

    /// The most cases of a customer. Where all of them are open, another trigger is capped.
    public static let casesMax = 64
    /// The most orders that are remembered; the oldest is forgotten.
    public static let ordersMax = 16
    /// The highest cap of actions per day that a policy can set.
    static let actionsPerDayMax = 100
    /// The longest time that anything but preferences and cases is remembered, unless the shop says otherwise.
    public static let longest = Milliseconds.days(90)

    /// The memory of a customer who is not known.
    public init() {
        preferences = nil
        preferencesAt = .distantPast
        latest = .distantPast
        cases = []
        comparisons = []
        days = []
        voucherAt = nil
        suspectedAt = nil
        orders = []
    }

    /// Whether nothing is remembered, so that the stage can drop it.
    public var isEmpty: Bool { self == CustomerMemory() }

    /// Takes `preferences` said at `time`, unless newer ones are known. Returns whether it took them.
    @discardableResult
    public mutating func apply(_ preferences: CustomerPreferences, at time: EventTime) -> Bool {
        guard time >= preferencesAt else { return false }
        self.preferences = preferences
        preferencesAt = time
        return true
    }

    /// Forgets what can matter to no trigger after `watermark`, and what is older than `retention`. Preferences stay: they
    /// are the customer's will. Cases go when their outcome is known.
    public mutating func forget(before watermark: EventTime, keeping retention: Milliseconds = longest) {
        let horizon = watermark.advanced(by: -retention)
        days.removeAll { $0.day < Self.day(of: watermark.advanced(by: -RetentionPolicy.Plan.longest)) }
        orders.removeAll { $0.touchedAt <= horizon }
        if let time = voucherAt, time <= horizon { voucherAt = nil }
        if let time = suspectedAt, time <= horizon { suspectedAt = nil }
        if latest <= watermark.advanced(by: -RetentionPolicy.Plan.longest) { latest = .distantPast }
    }

    /// The case of the order with `orderID`.
    public func openCase(of orderID: String) -> Case? { cases.first { $0.trigger.orderID == orderID } }

    /// The order with `orderID`, while it is compared.
    public func comparison(of orderID: String) -> Comparison? { comparisons.first { $0.orderID == orderID } }

    /// When a case or a comparison is to be looked at next; `nil` when there is none.
    public var nextDue: EventTime? {
        var due = cases.lazy.map(\.dueAt).min()
        if let end = comparisons.lazy.map(\.horizonAt).min() { due = min(due ?? end, end) }
        return due
    }

    /// Whether a case waits for the end of an incident.
    public var awaitsIncident: Bool { cases.contains { $0.stage == .incident } }

    /// Whether a case waits for the keeper of the money.
    public var awaitsMoney: Bool { cases.contains { $0.stage == .budget } }

    /// The day that it is at `time` by the clocks of `zone`, in whole days since 1970-01-01.
    static func day(of time: EventTime, in zone: String) -> Int64 {
        day(of: time.advanced(by: LocalTime.offset(of: zone, at: time) ?? .zero))
    }

    /// The day of `time`, in whole days since 1970-01-01 in UTC.
    static func day(of time: EventTime) -> Int64 {
        Panes(length: .days(1)).start(of: time).milliseconds / Milliseconds.days(1).rawValue
    }
}
