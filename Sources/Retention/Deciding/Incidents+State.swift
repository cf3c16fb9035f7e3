internal import Commerce
public import Streaming

extension Incidents {
    /// Appends the incidents that are kept.
    public func write(to writer: inout StateWriter) {
        writer.list(active) { writer, incident in
            writer.text(incident.id)
            writer.list(incident.slice.terms) { writer, term in
                writer.number(UInt64(term.dimension.rawValue))
                writer.text(term.value)
            }
            writer.time(incident.alertedAt)
        }
    }

    /// The incidents that ``write(to:)`` wrote.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(
            try reader.list { (reader) throws(StateError) in
                Incident(
                    id: try reader.text(),
                    slice: Slice(try reader.list(Self.term)),
                    alertedAt: try reader.time()
                )
            }
        )
    }

    private static func term(_ reader: inout StateReader) throws(StateError) -> Slice.Term {
        let number = try reader.number(upTo: 255)
        guard let dimension = Dimension(rawValue: UInt8(number)) else {
            throw StateError("there is no dimension \(number)")
        }
        return Slice.Term(dimension, try reader.text())
    }
}
