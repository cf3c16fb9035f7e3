internal import ArgumentParser

/// What can be measured.
enum BenchmarkName: String, CaseIterable, ExpressibleByArgument {
    case decode
    case deduplicate
    case track
    case flood
    case detect
    case whole
    case commit

    /// Measures once.
    func measure() async throws -> [Figure] {
        switch self {
        case .decode: try DecodeBenchmark.measure()
        case .deduplicate: DeduplicateBenchmark.measure()
        case .track: try TrackBenchmark.measure()
        case .flood: try FloodBenchmark.measure()
        case .detect: DetectBenchmark.measure()
        case .whole: try WholeBenchmark.measure()
        case .commit: try await CommitBenchmark.measure()
        }
    }
}
