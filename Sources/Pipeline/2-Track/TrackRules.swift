public import Commerce
public import Streaming

/// How TRACK reads and counts.
public struct TrackRules: Hashable, Sendable {
    /// How far behind the newest event of its partition an event may be without being late.
    public var lateness = Milliseconds.seconds(30)
    /// The length of a pane.
    public var pane = Milliseconds.seconds(10)
    /// How far in the future an event may be dated.
    public var maxClockSkew = Milliseconds.minutes(5)
    /// How long an event id is remembered, so that its repetition is dropped.
    public var deduplicationWindow = Milliseconds.hours(1)
    /// How many event ids a generation of the memory holds at most.
    public var deduplicationCapacity = 1 << 24
    /// How long after it was placed an order must be confirmed or paid.
    public var confirmationDeadline = Milliseconds.minutes(30)
    /// The same for orders that are paid by certain methods, each method once.
    public var confirmationDeadlines: [ConfirmationDeadline] = []
    /// Whether RETAIN is told of every order that is placed, so that it knows who placed again and who cancels often.
    public var tellPlaced = true
    /// How long after its first event an order is remembered that is neither delivered nor returned.
    public var openOrderRetention = Milliseconds.days(400)
    /// How long after it was delivered or returned an order is remembered.
    public var closedOrderRetention = Milliseconds.days(30)
    /// A feedback with this score or less is a danger.
    public var lowScore = 3
    /// How many bytes read and not yet taken a partition may hold before no more is read.
    public var bufferBytes = 16 << 20
    /// How many customers may wait for one sku to come back.
    public var waitingPerSku = 1000
    /// How long goods take to come: stock that will not last that long is warned of. Zero: nobody is warned.
    public var stockLead = Milliseconds.hours(4)
    /// The key of the pseudonyms that stand in the place of customer ids; `nil` when these may be seen.
    public var pseudonymKey: Secret?
    /// Over which slices signals are counted.
    public var slices = SliceRules()
    /// How many values of a dimension, or pairs of values, a task counts by themselves for a signal.
    public var slicesMax = 5000
    /// What providers' decline codes mean, beside what is known of them.
    public var declineCodes: [DeclineCode] = []

    /// The defaults.
    public init() {}
}
