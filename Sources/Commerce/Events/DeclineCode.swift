/// What a provider's decline code means.
public struct DeclineCode: Hashable, Sendable {
    /// The provider whose code it is, as events name it; `nil` when it means the same whoever says it.
    public var provider: String?
    /// The code.
    public var code: String
    /// What may be done next.
    public var family: DeclineFamily

    /// `code` of `provider` is of `family`.
    public init(provider: String? = nil, code: String, family: DeclineFamily) {
        self.provider = provider
        self.code = code
        self.family = family
    }
}
