/// A line that the client library wrote to its log.
public struct LogLine: Hashable, Sendable {
    /// How grave the line is, as syslog counts: 3 error, 4 warning, 6 information, 7 debugging.
    public var level: Int
    /// The part of the library that speaks, for example `FAIL`.
    public var facility: String
    /// The line itself.
    public var text: String

    /// Describes a line.
    public init(level: Int, facility: String, text: String) {
        self.level = level
        self.facility = facility
        self.text = text
    }
}
