internal import Commerce
public import Simulation
internal import Streaming

extension Label {
    /// Everything that the truth of a simulated shop says, as `simulate --truth` writes it: there is one way to say it.
    public static func all(of truth: Truth) -> [Label] {
        do throws(LabelError) {
            return try LabelReader.readAll(truth.ndjson)
        } catch {
            preconditionFailure("what simulate writes is a label: \(error)")
        }
    }
}
