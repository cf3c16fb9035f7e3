internal import Streaming

/// Why an incident is not told.
enum Hold: Equatable {
    /// Another incident, of this id, explains it.
    case inhibited(by: String)
    /// Somebody has silenced it.
    case silenced

    // MARK: State

    static func write(_ hold: Hold?, to writer: inout StateWriter) {
        switch hold {
        case nil: writer.number(0)
        case .silenced: writer.number(1)
        case .inhibited(let cause):
            writer.number(2)
            writer.text(cause)
        }
    }

    static func read(from reader: inout StateReader) throws(StateError) -> Hold? {
        switch try reader.number(upTo: 2) {
        case 0: nil
        case 1: .silenced
        default: .inhibited(by: try reader.text())
        }
    }
}
