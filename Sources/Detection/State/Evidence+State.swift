internal import Commerce
internal import Streaming

extension Evidence {
    func write(to writer: inout StateWriter) {
        writer.number(windowMinutes)
        writer.number(observed)
        writer.number(trials)
        writer.double(expected)
        writer.double(lift)
        writer.double(pValue)
        writer.text(test)
        writer.double(dispersion)
        writer.double(relativeVariance)
        writer.double(cut)
        writer.slice(outcome)
    }

    init(from reader: inout StateReader) throws(StateError) {
        self.init(
            windowMinutes: try reader.number(upTo: .max),
            observed: try reader.number(upTo: .max),
            trials: try reader.number(upTo: .max),
            expected: try reader.sum(),
            lift: try reader.sum(),
            pValue: try reader.sum(),
            test: try reader.text(),
            dispersion: try reader.sum(),
            relativeVariance: try reader.sum(),
            cut: try reader.sum(),
            outcome: try reader.slice()
        )
    }
}
