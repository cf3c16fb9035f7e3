/// A librdkafka property, passed through by name.
///
/// Where the module has a default of its own for a property, a setting of the caller's wins.
/// Values of properties that hold secrets never appear in a description, a reflection or an error.
public struct Setting: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The property's name, for example `fetch.wait.max.ms`.
    public var name: String
    /// The property's value as text.
    public var value: String

    /// Pairs a property with a value. Both are checked when a client is created with them, not here.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Whether the property holds a secret: a password, a token, a private key or a login configuration.
    public var isSecret: Bool {
        let lowercased = name.lowercased()
        return Self.secretWords.contains { lowercased.contains($0) }
    }

    /// `name=value`, with the value of a secret hidden.
    public var description: String { "\(name)=\(isSecret ? "(hidden)" : value)" }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// A mirror without the value, so that `dump` does not tell a secret either.
    public var customMirror: Mirror { Mirror(self, children: ["setting": description]) }

    private static let secretWords = ["password", "secret", "token", "key.pem", "sasl.oauthbearer.config", "jaas"]
}
