internal import Pipeline
internal import Retention

extension Topology {
    /// The default topology with this many partitions of each topic.
    static func benchmark(partitions: Int32, track: TrackRules = TrackRules()) throws -> Topology {
        try Topology(
            partitionCounts: Dictionary(uniqueKeysWithValues: Topics().all.map { ($0, partitions) }),
            track: track,
            policy: .builtIn
        )
    }
}
