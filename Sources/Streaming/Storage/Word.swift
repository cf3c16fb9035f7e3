/// A short text of few different values (a provider, a country, a sku), interned in a ``WordTable``.
///
/// Words of the same table are equal when their texts are. They mean nothing in another table or another process:
/// only texts leave a task.
public struct Word: Hashable, Sendable, BitwiseCopyable {
    /// The word's index in its table.
    public let rawValue: UInt32

    /// The word at `rawValue` in its table.
    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The text `unknown`: what an absent field means.
    public static let unknown = Word(rawValue: 0)

    /// The text `other`: every new text once the table is full.
    public static let other = Word(rawValue: 1)
}
