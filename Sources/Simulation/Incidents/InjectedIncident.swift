public import Commerce
public import Streaming

/// Something that goes wrong in the shop because the scenario says so.
///
/// Which mechanism carries it depends on the signal:
///
/// | signal | what happens while it lasts | dimensions it can be confined to |
/// | --- | --- | --- |
/// | payment failure | attempts fail | provider, method, issuer, country, channel; a decline family says how |
/// | stockout | reservations fail; a named sku at full rate also loses its stock | sku, category, warehouse |
/// | cancellation | orders placed are cancelled minutes later | channel, category, warehouse, country; reason |
/// | unconfirmed | paid orders stay unconfirmed until it ends | provider, method, channel, country |
/// | mis-shipment | parcels shipped are wrong | warehouse, carrier; a cause says why |
public struct InjectedIncident: Hashable, Sendable {
    /// What people would call it.
    public var name: String
    /// The signal that rises.
    public var signal: Signal
    /// Where.
    public var slice: Slice
    /// When it begins.
    public var start: EventTime
    /// How long it lasts.
    public var duration: Milliseconds
    /// How bad it is at its worst.
    public var intensity: Intensity
    /// How it comes.
    public var shape: Shape

    /// How bad an incident is.
    public enum Intensity: Hashable, Sendable {
        /// This share of the slice goes wrong, or more if more did before.
        case rate(Double)
        /// So many times as much goes wrong as otherwise, at most nearly all.
        case lift(Double)
    }

    /// How an incident comes.
    public enum Shape: String, Hashable, Sendable {
        /// At once.
        case step
        /// In a straight line, at its worst when it ends.
        case ramp
    }

    /// An incident in `slice`.
    public init(
        _ name: String,
        _ signal: Signal,
        in slice: Slice,
        start: EventTime,
        duration: Milliseconds,
        _ intensity: Intensity,
        _ shape: Shape = .step
    ) {
        self.name = name
        self.signal = signal
        self.slice = slice
        self.start = start
        self.duration = duration
        self.intensity = intensity
        self.shape = shape
    }

    /// The first instant at which it is over.
    public var end: EventTime { start.advanced(by: duration) }
}
