import Foundation

/// The seeds of the crash runs, in batches that run beside each other.
///
/// A build for debugging is forty times slower, so it takes a few seeds; `make test` runs all of them optimised.
enum CrashSeeds {
    #if DEBUG
        private static let count = 50
    #else
        private static let count = 2000
    #endif
    private static let batchSize = 25

    /// One seed that was asked for by name.
    private static let only = ProcessInfo.processInfo.environment["ORDERKEEPER_CRASH_SEED"].flatMap { UInt64($0) }

    /// The batches of a kind of run that takes a share of all seeds.
    static func batches(of share: Double) -> [Range<UInt64>] {
        guard only == nil else { return [0..<1] }
        let seeds = Int(Double(count) * share)
        return stride(from: 0, to: seeds, by: batchSize).map { UInt64($0)..<UInt64(min($0 + batchSize, seeds)) }
    }

    static func wanted(_ batch: Range<UInt64>) -> [UInt64] { only.map { [$0] } ?? Array(batch) }
}
