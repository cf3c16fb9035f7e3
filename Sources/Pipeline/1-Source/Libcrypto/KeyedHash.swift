internal import CCrypto

/// HMAC-SHA-256 (RFC 2104, FIPS 180-4) under one key, as OpenSSL's libcrypto makes it.
struct KeyedHash: Sendable {
    private let key: [UInt8]

    private static let size = 32

    init(key: [UInt8]) { self.key = key }

    /// The 32 bytes for `message`.
    func callAsFunction(_ message: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: Self.size) { code, count in
            let made = unsafe HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, code.baseAddress, nil)
            precondition(unsafe made != nil, "libcrypto makes an HMAC-SHA-256 of any key and message")
            count = Self.size
        }
    }
}
