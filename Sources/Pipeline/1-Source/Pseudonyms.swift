/// Puts pseudonyms in the place of customer ids: HMAC-SHA-256 under a key of the shop's, cut to 128 bits.
///
/// The same id has the same pseudonym as long as the key is the same, so everything that is joined by customer still is.
/// Who does not have the key can neither find the id nor try ids out. Two ids of a shop of a billion customers share a
/// pseudonym with a probability of one in 10²⁰.
public struct Pseudonyms: Sendable {
    private let hash: KeyedHash

    private static let bytesKept = 16
    private static let digits = Array("0123456789abcdef".utf8)

    /// Pseudonyms under the key `secret`.
    public init(_ secret: Secret) { hash = KeyedHash(key: Array(secret.text.utf8)) }

    /// The pseudonym of `customerID`: `pn-` and 32 hexadecimal digits.
    public func pseudonym(of customerID: String) -> String {
        String(decoding: bytes(of: Array(customerID.utf8)), as: UTF8.self)
    }

    func bytes(of customerID: [UInt8]) -> [UInt8] {
        var text = Array("pn-".utf8)
        for byte in hash(customerID).prefix(Self.bytesKept) {
            text.append(Self.digits[Int(byte >> 4)])
            text.append(Self.digits[Int(byte & 0xF)])
        }
        return text
    }
}
