/// Room for the sentence that a librdkafka call writes when it refuses something.
struct ReasonBuffer {
    private var bytes = [CChar](repeating: 0, count: 512)

    /// Lends the room to `call`.
    mutating func fill<Result>(_ call: (UnsafeMutablePointer<CChar>?, Int) -> Result) -> Result {
        unsafe bytes.withUnsafeMutableBufferPointer { buffer in unsafe call(buffer.baseAddress, buffer.count) }
    }

    /// What was written.
    var text: String { String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) }
}
