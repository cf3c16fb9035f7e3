/// One line of the result.
struct Figure: Codable {
    var name: String
    var events: Int
    var nanosecondsPerEvent: Double
    /// Absent where allocations cannot be counted.
    var allocationsPerEvent: Double?
    var note: String

    /// How many events one core works off in a second of its time.
    var eventsPerSecond: Double { 1e9 / nanosecondsPerEvent }

    /// The median by time of each line over several runs of the same benchmark.
    static func medians(of runs: [[Figure]]) -> [Figure] {
        guard let first = runs.first else { return [] }
        return first.indices.map { index in
            let sorted = runs.map { $0[index] }.sorted { $0.nanosecondsPerEvent < $1.nanosecondsPerEvent }
            return sorted[sorted.count / 2]
        }
    }
}
