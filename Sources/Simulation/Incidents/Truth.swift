public import Commerce
public import Streaming

/// What really happened in a simulated shop: what a detector is judged by.
public struct Truth: Hashable, Sendable {
    /// Everything a detector should have an opinion on, in order of time.
    public var entries: [Entry]

    /// These entries.
    public init(entries: [Entry]) { self.entries = entries }

    /// The entries that ask for an alert.
    public var incidents: [Entry] { entries.filter { $0.expectation == .alert } }

    /// What a good detector does about an entry.
    public enum Expectation: String, Hashable, Sendable {
        /// An alert that names the slice or an equivalent one.
        case alert
        /// Too few bad outcomes for an alert of its own: at most one notice for all that go wrong alike.
        case notice
        /// A volume alert: something went silent.
        case volume
        /// An alert that the pipeline is late, and none about the shop.
        case late
        /// Nothing.
        case silence
    }

    /// One incident or disturbance.
    public struct Entry: Hashable, Sendable {
        /// What the scenario calls it.
        public var name: String
        /// What a good detector does.
        public var expectation: Expectation
        /// The signal that rises, if any does.
        public var signal: Signal?
        /// Where.
        public var slice: Slice
        /// Other slices that hold the same orders, so that naming one of them is as right.
        public var equivalents: [Slice]
        /// When it begins. Unconfirmed orders show only when their deadline has passed.
        public var start: EventTime
        /// The first instant at which it is over.
        public var end: EventTime
        /// How bad it is; `nil` for a disturbance.
        public var intensity: InjectedIncident.Intensity?
        /// How it comes; `nil` for a disturbance.
        public var shape: InjectedIncident.Shape?
        /// What it causes elsewhere: an alert there is not false, only less good than naming the cause.
        public var consequences: [Consequence]
        /// How large it is; `nil` for a disturbance.
        public var size: IncidentSize?
    }

    /// A rise that another one causes.
    public struct Consequence: Hashable, Sendable {
        /// The signal that rises too.
        public var signal: Signal
        /// Where: every slice that shares orders with this one may show it.
        public var slice: Slice
        /// When it may begin.
        public var start: EventTime
        /// When it has died away.
        public var end: EventTime
    }
}
