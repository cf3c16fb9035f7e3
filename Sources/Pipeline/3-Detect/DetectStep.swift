internal import Commerce
internal import Streaming

/// One thing that a DETECT task did with its detectors. Done again in the same order, it gives the same state.
enum DetectStep: Hashable {
    /// Took what a TRACK task counted.
    case counts(SignalCounts)
    /// Closed the minutes of a signal before a moment.
    case advance(Signal, to: EventTime)

    func write(to writer: inout StateWriter) {
        switch self {
        case .counts(let counts):
            writer.number(0)
            writer.bytes(SignalCountsCodec.encode(counts))
        case .advance(let signal, let time):
            writer.number(1)
            writer.number(signal.ordinal)
            writer.time(time)
        }
    }

    init(from reader: inout StateReader) throws(StateError) {
        switch try reader.number(upTo: 1) {
        case 0:
            let bytes = try reader.bytes()
            do throws(DecodeError) {
                self = .counts(try SignalCountsCodec.decode(bytes))
            } catch {
                throw StateError("counts cannot be read: \(error)")
            }
        default:
            let signal = Signal.allCases[try reader.number(upTo: Signal.allCases.count - 1)]
            self = .advance(signal, to: try reader.time())
        }
    }
}
