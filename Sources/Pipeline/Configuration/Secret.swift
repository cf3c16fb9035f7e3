/// A text that nobody is to see: no description and no mirror shows it.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let text: String

    /// Keeps `text` from view.
    public init(_ text: String) { self.text = text }

    /// Stars, whatever the text is.
    public var description: String { KafkaProperty.hidden }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// A mirror without the text.
    public var customMirror: Mirror { Mirror(self, children: ["secret": description]) }
}
