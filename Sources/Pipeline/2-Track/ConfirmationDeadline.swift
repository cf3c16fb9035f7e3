public import Streaming

/// How long after it was placed an order must be confirmed that is to be paid by a certain method.
public struct ConfirmationDeadline: Hashable, Sendable {
    /// The `method` of its payments, for example `bank_transfer`.
    public var method: String
    /// The time it has.
    public var length: Milliseconds

    /// Orders paid by `method` have `length`.
    public init(method: String, length: Milliseconds) {
        self.method = method
        self.length = length
    }
}
