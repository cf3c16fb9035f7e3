/// A property by which counts are sliced.
public enum Dimension: UInt8, CaseIterable, Sendable, BitwiseCopyable, Codable {
    case provider
    case method
    case issuer
    case country
    case channel
    case declineFamily
    case reason
    case category
    case warehouse
    case sku
    case carrier
    case cause
    case source

    /// The dimension's name in alerts and configuration, for example `decline_family`.
    public var name: String {
        switch self {
        case .provider: "provider"
        case .method: "method"
        case .issuer: "issuer"
        case .country: "country"
        case .channel: "channel"
        case .declineFamily: "decline_family"
        case .reason: "reason"
        case .category: "category"
        case .warehouse: "warehouse"
        case .sku: "sku"
        case .carrier: "carrier"
        case .cause: "cause"
        case .source: "source"
        }
    }

    /// The dimension named `name`.
    public init?(name: String) {
        guard let dimension = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = dimension
    }
}
