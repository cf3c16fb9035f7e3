import Commerce

/// The properties of an order, a line or a parcel by which an incident may be confined; negative when it has none.
struct Facets: Sendable {
    var provider = -1
    var method = -1
    var issuer = -1
    var country = -1
    var channel = -1
    var warehouse = -1
    var sku = -1
    var carrier = -1
    /// The categories of an order's lines, one bit each.
    var categories: UInt128 = 0

    /// Whether the value of `dimension` is `value`.
    func has(_ dimension: Dimension, _ value: Int) -> Bool {
        switch dimension {
        case .provider: provider == value
        case .method: method == value
        case .issuer: issuer == value
        case .country: country == value
        case .channel: channel == value
        case .category: categories & (1 << UInt128(value)) != 0
        case .warehouse: warehouse == value
        case .sku: sku == value
        case .carrier: carrier == value
        case .declineFamily, .reason, .cause: true
        case .source: false
        }
    }
}
