/// The kinds of JSON values, numbers divided by what can hold them. In the order of the C enumeration `csj_kind`.
enum JSONKind: UInt8, Sendable {
    case null
    case bool
    /// A number without fraction and exponent that fits 64 bits.
    case integer
    /// Any other number that a double can hold.
    case double
    /// A number that neither can hold.
    case hugeNumber
    case string
    case array
    case object
}
