public import Commerce
public import Streaming

/// Something that changes the stream without being an incident of its slices: what a good detector sees through.
public struct Disturbance: Hashable, Sendable {
    /// What people would call it.
    public var name: String
    /// What it does.
    public var kind: Kind
    /// When it begins.
    public var start: EventTime
    /// How long it lasts.
    public var duration: Milliseconds

    /// What a disturbance does.
    public enum Kind: Hashable, Sendable {
        /// So many times as many orders, with the same rates.
        case flashSale(factor: Double)
        /// Everybody wants one sku: so many of all orders are placed for its sake, beyond the usual ones.
        case promotion(sku: String, share: Double)
        /// This share of the events of one type (of all types when `nil`) is sent again at once, with the same ids.
        case duplicates(of: EventType?, share: Double)
        /// The events of one topic (of all topics when `nil`) wait and arrive in the minutes after the end.
        case backlog(of: SourceTopic?)
        /// Nothing arrives; afterwards everything that happened comes in order, within minutes.
        case stall
        /// Every failed order tries again within seconds and fails, until it has made so many attempts.
        case retryStorm(attempts: Int)
        /// A provider says nothing: its payments neither succeed nor fail. The volume, and confirmations, show it.
        case silence(provider: String)
        /// A provider of the configuration that has no share so far takes this share of the orders from now on.
        case newcomer(provider: String, share: Double)
        /// The clocks are put forward: from now on, and for good, everybody does everything so much earlier.
        case clockChange(by: Milliseconds)
        /// One customer places so many orders more, and cancels each within minutes.
        case serialCanceller(orders: Int)
    }

    /// A disturbance.
    public init(_ name: String, _ kind: Kind, start: EventTime, duration: Milliseconds) {
        self.name = name
        self.kind = kind
        self.start = start
        self.duration = duration
    }

    /// The first instant at which it is over.
    public var end: EventTime { start.advanced(by: duration) }
}
