public import Streaming

/// What one TRACK task counted for one signal in one pane: the record of `orderkeeper.signals.v1`.
///
/// A record without counts says only how far the task is.
public struct SignalCounts: Hashable, Sendable {
    /// The key of every such record: one task of DETECT sees all signals of a shop minute by minute, so that what one of
    /// them shows can hold back what follows from it in another, whatever is late, slow or started again.
    public static let key = "shop"

    /// What was counted.
    public var signal: Signal
    /// The TRACK task that counted, for example `orders-3`.
    public var task: String
    /// Start of the pane.
    public var pane: EventTime
    /// The task's watermark: it has counted everything before.
    public var watermark: EventTime
    /// The slices in which anything was counted, in the order of ``Slice``.
    public var counts: [SliceCount]

    /// What `task` counted for `signal` in the pane that starts at `pane`.
    public init(signal: Signal, task: String, pane: EventTime, watermark: EventTime, counts: [SliceCount]) {
        self.signal = signal
        self.task = task
        self.pane = pane
        self.watermark = watermark
        self.counts = counts
    }
}

/// The counts of one slice in one pane.
public struct SliceCount: Hashable, Sendable {
    /// Where it was counted.
    public var slice: Slice
    /// Bad outcomes.
    public var failures: Int
    /// Trials, bad outcomes included where the signal is a proportion.
    public var trials: Int
    /// Money of the orders with bad outcomes, in minor units, by currency.
    public var amounts: [Money]
    /// One order with a bad outcome, as an example; `nil` when there was none.
    public var sampleOrderID: String?

    /// The counts of `slice`.
    public init(slice: Slice, failures: Int, trials: Int, amounts: [Money] = [], sampleOrderID: String? = nil) {
        self.slice = slice
        self.failures = failures
        self.trials = trials
        self.amounts = amounts
        self.sampleOrderID = sampleOrderID
    }
}

/// An amount of one currency.
public struct Money: Hashable, Sendable {
    /// ISO 4217 code.
    public var currency: String
    /// Minor units, for example cents.
    public var amountMinor: Int64

    /// `amountMinor` minor units of `currency`.
    public init(currency: String, amountMinor: Int64) {
        self.currency = currency
        self.amountMinor = amountMinor
    }
}
