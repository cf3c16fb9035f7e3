/// What can be written as state bytes and read back.
public protocol StateCodable {
    /// Appends the whole value.
    func write(to writer: inout StateWriter)

    /// The value that ``write(to:)`` wrote.
    init(from reader: inout StateReader) throws(StateError)
}
