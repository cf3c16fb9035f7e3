/// Something the shop sells.
struct Sku: Sendable {
    var name: String
    var category: Int
    /// Its price in the catalogue's currency, in minor units.
    var priceMinor: Int64
    /// Its share of the order lines.
    var share: Double
}
