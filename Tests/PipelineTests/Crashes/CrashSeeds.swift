import Foundation
import Testing

/// The seeds of the crash runs, in batches that run beside each other.
///
/// A build for debugging is forty times slower, so it takes a few seeds; `make test` runs all of them optimised.
enum CrashSeeds {
    #if DEBUG
        private static let usual = 20
    #else
        private static let usual = 2000
    #endif
    private static let count = number("ORDERKEEPER_CRASH_SEEDS").map { Int($0) } ?? usual
    private static let batchSize = 25

    /// One seed that was asked for by name.
    private static let only = number("ORDERKEEPER_CRASH_SEED")

    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    /// The batches of a kind of run that takes a share of all seeds.
    static func batches(of share: Double) -> [Range<UInt64>] {
        guard only == nil else { return [0..<1] }
        let seeds = Int(Double(count) * share)
        return stride(from: 0, to: seeds, by: batchSize).map { UInt64($0)..<UInt64(min($0 + batchSize, seeds)) }
    }

    /// Gives each seed of `batch` to `body`. What one throws is an issue that names the seed, and the next one goes on.
    static func each(of batch: Range<UInt64>, _ body: (UInt64) throws -> Void) {
        for seed in only.map({ [$0] }) ?? Array(batch) {
            do { try body(seed) } catch { Issue.record("seed \(seed): \(error)") }
        }
    }
}
