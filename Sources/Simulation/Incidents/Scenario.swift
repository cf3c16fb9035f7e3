import Commerce
import Streaming

/// A shop, and what happens to it.
public struct Scenario: Hashable, Sendable {
    /// The scenario's name, for example `demo`.
    public var name: String
    /// The shop.
    public var configuration: ShopConfiguration
    /// What goes wrong.
    public var incidents: [InjectedIncident]
    /// What happens without being an incident.
    public var disturbances: [Disturbance]

    /// A scenario; a calm one when nothing happens.
    public init(
        _ name: String,
        _ configuration: ShopConfiguration,
        incidents: [InjectedIncident] = [],
        disturbances: [Disturbance] = []
    ) {
        self.name = name
        self.configuration = configuration
        self.incidents = incidents
        self.disturbances = disturbances
    }

    /// What a detector is judged by.
    public var truth: Truth { Truth(self) }

    /// `duration` after the start of the shop.
    func at(_ duration: Milliseconds) -> EventTime { configuration.start.advanced(by: duration) }

    /// The largest issuer that pays through `provider` and through no other, as a slice.
    func issuerSlice(inside provider: String) -> Slice {
        let instruments = configuration.instruments
        let counts = instruments.reduce(into: [Int: Int]()) { $0[$1.issuer, default: 0] += 1 }
        let providers = configuration.providers
        let own = instruments.filter { providers[$0.provider].name == provider && counts[$0.issuer] == 1 }
        let largest = own.max { ($0.share, $1.issuer) < ($1.share, $0.issuer) }
        precondition(largest != nil, "every provider of a scenario has an issuer of its own")
        let issuer = largest.map { configuration.issuers[$0.issuer].name } ?? ""
        return Slice([.init(.provider, provider), .init(.issuer, issuer)])
    }

    /// Adds an incident that lasts from one minute of the shop to another.
    mutating func inject(
        _ name: String,
        _ signal: Signal,
        _ slice: Slice,
        _ intensity: InjectedIncident.Intensity,
        minutes: Range<Int64>,
        _ shape: InjectedIncident.Shape = .step
    ) {
        let duration = Milliseconds.minutes(minutes.upperBound - minutes.lowerBound)
        let start = at(.minutes(minutes.lowerBound))
        incidents.append(InjectedIncident(name, signal, in: slice, start: start, duration: duration, intensity, shape))
    }

    /// Adds a disturbance that lasts from one minute of the shop to another.
    mutating func disturb(_ name: String, _ kind: Disturbance.Kind, minutes: Range<Int64>) {
        let duration = Milliseconds.minutes(minutes.upperBound - minutes.lowerBound)
        disturbances.append(Disturbance(name, kind, start: at(.minutes(minutes.lowerBound)), duration: duration))
    }
}
