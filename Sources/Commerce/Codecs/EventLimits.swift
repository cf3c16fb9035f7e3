/// The bounds of the contract. What lies outside is refused when it is decoded, so nothing behind has to ask.
public enum EventLimits {
    /// The longest document, in bytes, unless the decoder is told otherwise.
    public static let documentBytes = 1 << 20
    /// The longest id or word, in bytes of UTF-8.
    public static let textBytes = 256
    /// The most lines of an order.
    public static let lines = 10_000
    /// The most channels of a customer.
    public static let channels = 32
    /// How deep a document may be nested.
    public static let depth = 64
    /// The most values in a document, containers included.
    public static let values = 200_000
    /// The greatest amount of money, in minor units. Times ``quantity`` it still fits 64 bits.
    public static let moneyMinor: Int64 = 1_000_000_000_000
    /// The greatest quantity of a line or a reservation, in pieces.
    public static let quantity: Int64 = 1_000_000
    /// The greatest level of stock, in pieces.
    public static let level: Int64 = 1_000_000_000
    /// The greatest number of attempts of a payment.
    public static let attempts: Int64 = 1_000_000
}
