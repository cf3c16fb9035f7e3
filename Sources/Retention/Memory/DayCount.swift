/// How many actions a customer got on one day.
public struct DayCount: Sendable, Hashable {
    /// The day by the customer's clock: whole days since 1970-01-01.
    public var day: Int64
    /// The number of actions.
    public var actions: Int

    /// `actions` on `day`.
    public init(day: Int64, actions: Int) {
        self.day = day
        self.actions = actions
    }
}
