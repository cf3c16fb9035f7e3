/// One row of the table of what can be configured: name, place, bound, default and meaning.
public struct ConfigurationField: Sendable {
    /// The dotted name, for example `track.lateness`.
    public let name: String
    /// What values are allowed, for people.
    public let allowed: String
    /// What it means, in one sentence.
    public let meaning: String
    /// Whether it is a path, which in a file is meant from where the file lies.
    var isPath = false
    /// Whether nobody is to see the value, which may be `file:` and a path.
    var isSecret = false

    let read: @Sendable (Configuration) -> String
    let write: @Sendable (String, inout Configuration) throws(ValueFault) -> Void

    /// The value in `configuration`, as a text that the field understands.
    public func text(in configuration: Configuration) -> String { read(configuration) }

    /// The default, as a text that the field understands. Empty when it is to have none.
    public var defaultText: String { read(Configuration()) }

    /// The environment variable that sets it, for example `ORDERKEEPER_TRACK_LATENESS`.
    public var environmentName: String { Self.environmentPrefix + Self.environmentName(of: name) }

    static let environmentPrefix = "ORDERKEEPER_"

    static func environmentName(of name: String) -> String {
        name.uppercased().replacing(".", with: "_").replacing("-", with: "_")
    }
}
