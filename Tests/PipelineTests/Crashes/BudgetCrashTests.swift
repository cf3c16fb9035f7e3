import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

/// Who gets the last of the money depends on who asks first, and so on who dies when. What does not: that no more is given
/// than there is, that what was granted is spent or given back, and that each danger is answered once.
///
/// A seed that fails is run alone with `ORDERKEEPER_CRASH_SEED=<seed> swift test --filter BudgetCrashTests`.
@Suite("The money of the day, kept by a fleet that dies all the time (CrashTests)")
struct BudgetCrashTests {
    @Test("is never exceeded: what was granted is spent once, or given back", arguments: CrashSeeds.batches(of: 0.2))
    func exactlyOnce(seeds: Range<UInt64>) {
        CrashSeeds.each(of: seeds) { seed in
            let (decisions, kept) = try Self.run(seed, .exactlyOnce)
            #expect(Set(decisions.map(\.id)).count == decisions.count, "each decision once, seed \(seed)")
            try Self.check(decisions, kept, seed)
        }
    }

    @Test("is not exceeded where there are no transactions either", arguments: CrashSeeds.batches(of: 0.1))
    func atLeastOnce(seeds: Range<UInt64>) {
        CrashSeeds.each(of: seeds) { seed in
            var seen: Set<String> = []
            let (decisions, kept) = try Self.run(seed, .atLeastOnce)
            try Self.check(decisions.filter { seen.insert($0.id).inserted }, kept, seed)
        }
    }

    /// What was decided, and the money that was granted and not given back.
    private static func run(_ seed: UInt64, _ guarantee: Guarantee) throws -> ([Decision], Int64) {
        let topology = try CrashStory(seed: seed, orders: 0).topology
        topology.policies.replace(by: BudgetStory.policy)
        let run = CrashRun(topology, guarantee, seed: seed, wall: CrashStory.noon.milliseconds + 900_000)
        for record in BudgetStory(topology, seed: seed).records { run.broker.append(record, in: nil) }
        try run.run([.retain], fleet: 3, steps: 500)
        let topics = topology.topics
        var granted: [String: Int64] = [:]
        for record in run.broker.records(of: topics.notices) {
            guard let (answer, _) = try? BudgetCodec.decodeAnswer(record.value ?? []), answer.isGranted else {
                continue
            }
            granted[answer.request.id] = answer.request.amount.amountMinor
        }
        for record in run.broker.records(of: topics.budgets) {
            let (request, _) = try BudgetCodec.decodeRequest(record.value ?? [])
            if request.amount.amountMinor < 0 { granted[request.id] = request.amount.amountMinor }
        }
        let decisions = try run.broker.records(of: topics.decisions).map { try DecisionCodec.decode($0.value ?? []) }
        return (decisions, granted.values.reduce(0, +))
    }

    private static func check(_ decisions: [Decision], _ kept: Int64, _ seed: UInt64) throws {
        let first = decisions.filter { $0.id == StableID.make("dec", $0.triggerID) }
        #expect(first.count == 90, "each danger is answered, seed \(seed)")
        let costs = first.compactMap(\.cost?.amountMinor)
        #expect(costs.allSatisfy { $0 == BudgetStory.voucher }, "seed \(seed)")
        let spent = costs.reduce(0, +)
        #expect(spent == kept, "what was granted is spent or given back, seed \(seed)")
        #expect(spent <= BudgetStory.budget && spent > 0, "no more than there is, seed \(seed)")
        let acted = first.filter { $0.outcome == .acted }
        let byCustomer = Dictionary(grouping: acted, by: \.customerID)
        #expect(byCustomer.values.allSatisfy { $0.count <= 2 }, "two a day, seed \(seed)")
        let vouchers = Dictionary(grouping: acted.filter { $0.cost != nil }, by: \.customerID)
        #expect(vouchers.values.allSatisfy { $0.count == 1 }, "one voucher in 30 days, seed \(seed)")
    }
}
