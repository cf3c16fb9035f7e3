internal import Commerce
public import Simulation
internal import Streaming

extension Label {
    /// What the truth of a simulated shop says of one thing that happened in it.
    public init(_ entry: Truth.Entry) {
        let expectation: Expectation =
            switch entry.expectation {
            case .alert: .alert
            case .volume: .volume
            case .silence: .silence
            }
        self.init(
            name: entry.name,
            expectation: expectation,
            signal: entry.signal,
            slice: entry.slice,
            equivalents: entry.equivalents,
            start: entry.start,
            end: entry.end,
            shape: entry.shape?.rawValue,
            consequences: entry.consequences.map {
                Consequence(signal: $0.signal, slice: $0.slice, start: $0.start, end: $0.end)
            }
        )
    }

    /// Everything that the truth of a simulated shop says.
    public static func all(of truth: Truth) -> [Label] { truth.entries.map { Label($0) } }
}
