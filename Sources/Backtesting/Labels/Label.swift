public import Commerce
public import Streaming

/// What somebody knows about a stretch of history: what a detector is judged by.
///
/// A label is made from the truth of a simulated shop, or read from a file that people wrote (``LabelReader``).
public struct Label: Hashable, Sendable {
    /// What people call it.
    public var name: String
    /// What a good detector does about it.
    public var expectation: Expectation
    /// The signal that rises; for ``Expectation/silence``, the one that must say nothing, or `nil` for all.
    public var signal: Signal?
    /// Where.
    public var slice: Slice
    /// Other slices that hold the same orders, so that naming one of them is as right.
    public var equivalents: [Slice]
    /// When it begins.
    public var start: EventTime
    /// The first instant at which it is over.
    public var end: EventTime
    /// `step` when it comes at once, `ramp` when it grows; `nil` when nobody said.
    public var shape: String?
    /// When its first bad outcome can be counted, where that is later than its start: an order is unconfirmed only when
    /// its deadline has passed. `nil` when nobody said.
    public var showsFrom: EventTime?
    /// How many times the usual there are, and how many a minute beyond it; `nil` when nobody said.
    public var size: Size?
    /// What it causes elsewhere: an alert there is not false, only less good than naming the cause.
    public var consequences: [Consequence]

    /// What a good detector does about a label.
    public enum Expectation: String, CaseIterable, Hashable, Sendable {
        /// An alert that names the slice or an equivalent one.
        case alert
        /// An alert is as right as none: it is too small to ask for one.
        case notice
        /// A volume alert: something went silent, or floods.
        case volume
        /// An alert of volume, that the pipeline is late, is as right as none; nothing is said about the shop.
        case late
        /// Nothing.
        case silence
    }

    /// How large a label is on average, as far as it is known.
    public struct Size: Hashable, Sendable {
        /// How many times the usual there are.
        public var lift: Double
        /// Bad outcomes beyond the usual, per minute.
        public var excessPerMinute: Double

        /// A size with these values.
        public init(lift: Double, excessPerMinute: Double) {
            self.lift = lift
            self.excessPerMinute = excessPerMinute
        }

        /// Whether it is large enough to be seen at once: three times the usual, and two a minute more.
        public var isSharp: Bool { lift >= 3 && excessPerMinute >= 2 }
    }

    /// A rise that a label causes elsewhere.
    public struct Consequence: Hashable, Sendable {
        /// The signal that rises too.
        public var signal: Signal
        /// Where: every slice that can share orders with this one may show it.
        public var slice: Slice
        /// When it may begin.
        public var start: EventTime
        /// When it has died away.
        public var end: EventTime

        /// `signal` may rise in `slice` from `start` to `end`.
        public init(signal: Signal, slice: Slice, start: EventTime, end: EventTime) {
            self.signal = signal
            self.slice = slice
            self.start = start
            self.end = end
        }
    }

    /// A label with these values.
    public init(
        name: String,
        expectation: Expectation,
        signal: Signal? = nil,
        slice: Slice = .all,
        equivalents: [Slice] = [],
        start: EventTime,
        end: EventTime,
        shape: String? = nil,
        showsFrom: EventTime? = nil,
        size: Size? = nil,
        consequences: [Consequence] = []
    ) {
        self.name = name
        self.expectation = expectation
        self.signal = signal
        self.slice = slice
        self.equivalents = equivalents
        self.start = start
        self.end = end
        self.shape = shape
        self.showsFrom = showsFrom
        self.size = size
        self.consequences = consequences
    }

    /// Whether a detector has to find it.
    public var isIncident: Bool { expectation == .alert || expectation == .volume }

    /// Whether alerts about the shop are false while it lasts.
    public var isQuiet: Bool { expectation == .silence || expectation == .late }

    /// The signal of the alert that finds it.
    public var signalToFind: Signal? {
        switch expectation {
        case .alert: signal
        case .volume: .volume
        case .notice, .late, .silence: nil
        }
    }

    /// The slices that name it exactly.
    public var names: [Slice] { [slice] + equivalents }
}
