internal import Streaming

extension WindowCounts {
    func write(to writer: inout StateWriter) {
        writer.double(failures)
        writer.double(trials)
        writer.double(expected)
    }

    init(from reader: inout StateReader) throws(StateError) {
        failures = try reader.sum()
        trials = try reader.sum()
        expected = try reader.sum()
    }
}
