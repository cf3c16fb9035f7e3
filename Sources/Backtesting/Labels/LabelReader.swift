internal import Commerce
internal import Streaming

/// Reads labels: one JSON object per line, as `orderkeeper simulate --truth` writes them and as people can.
///
/// | field | | what |
/// | --- | --- | --- |
/// | `name` | required | what people call it |
/// | `expect` | required | `alert`, `notice`, `volume`, `late` or `silence` |
/// | `signal` | required for `alert` and `notice` | the signal that rises |
/// | `slice` | whole shop | an object: dimension to value |
/// | `equivalent_slices` | none | an array of slices that hold the same orders |
/// | `start`, `end` | required | RFC 3339; the end is the first instant at which it is over |
/// | `shape` | unknown | `step` or `ramp` |
/// | `consequences` | none | an array of objects with `signal`, `slice`, `start`, `end`: alerts there are not false |
/// | `shows_from` | as `start` | when its first bad outcome can be counted |
/// | `mean_lift`, `excess_per_minute` | as counted | how large it is |
/// | `type`, `rate`, `lift`, `shows_until`, `usual`, `excess`, `evidence` | ignored | what `simulate` writes besides |
///
/// A field that is not in this table is refused: a name that is spelled wrong would change the score in silence.
public enum LabelReader {
    private static let names = [
        "type", "name", "expect", "signal", "slice", "equivalent_slices", "start", "end", "rate", "lift", "shape",
        "shows_from", "shows_until", "usual", "excess", "excess_per_minute", "mean_lift", "evidence", "consequences",
    ]
    private static let consequenceNames = ["signal", "slice", "start", "end"]

    /// The label in `line`; `number` is the line's, for errors.
    ///
    /// - Throws: ``LabelError`` that names the line and the first field that is wrong.
    public static func read(_ line: [UInt8], number: Int) throws(LabelError) -> Label {
        do throws(DecodeError) {
            return try read(JSONValue.parse(line))
        } catch {
            throw LabelError(line: number, field: error.field, problem: error.problem)
        }
    }

    /// The labels in `bytes`, lines that are empty passed over, in order of their start.
    ///
    /// - Throws: as ``read(_:number:)``, of the first line that is wrong.
    public static func readAll(_ bytes: [UInt8]) throws(LabelError) -> [Label] {
        var labels: [Label] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            guard line.contains(where: { !($0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r")) }) else { continue }
            labels.append(try read(Array(line), number: index + 1))
        }
        return labels.sorted { ($0.start, $0.name) < ($1.start, $1.name) }
    }

    private static func read(_ value: JSONValue) throws(DecodeError) -> Label {
        let object = try LabelObject(value, names: names)
        let expectation: Label.Expectation = try object.word("expect")
        let signal: Signal? = try object.optionalWord("signal")
        if expectation == .alert || expectation == .notice, signal == nil {
            let problem = "is required where `expect` is `\(expectation.rawValue)`"
            throw DecodeError(field: "signal", problem: problem, fault: .missing)
        }
        let span = try object.span()
        return Label(
            name: try object.text("name"),
            expectation: expectation,
            signal: signal,
            slice: try object.slice("slice") ?? .all,
            equivalents: try object.elements("equivalent_slices") { (value, path) throws(DecodeError) in
                try LabelObject.slice(value, at: path)
            },
            start: span.start,
            end: span.end,
            shape: try object.optionalText("shape"),
            showsFrom: try object.optionalTime("shows_from"),
            size: try size(object),
            consequences: try object.elements("consequences") { (value, path) throws(DecodeError) in
                try consequence(value, at: path)
            }
        )
    }

    private static func size(_ object: LabelObject) throws(DecodeError) -> Label.Size? {
        guard let excess = try object.optionalNumber("excess_per_minute") else { return nil }
        // A lift beyond all bounds, of what never happens otherwise, is written as null.
        return Label.Size(lift: try object.optionalNumber("mean_lift") ?? .infinity, excessPerMinute: excess)
    }

    private static func consequence(_ value: JSONValue, at path: String) throws(DecodeError) -> Label.Consequence {
        let object = try LabelObject(value, at: path + ".", names: consequenceNames)
        let span = try object.span()
        return Label.Consequence(
            signal: try object.word("signal"),
            slice: try object.slice("slice") ?? .all,
            start: span.start,
            end: span.end
        )
    }
}
