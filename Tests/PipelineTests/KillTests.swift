import Commerce
import Foundation
import Kafka
import Streaming
import Testing

@testable import Pipeline

/// Over the wire: real processes, a real cluster with transactions, `kill -9`, and a reader that is not ours.
@Suite("A fleet that is killed", .serialized, .enabled(if: RunningShop.realBootstrap != nil))
struct KillTests {
    private static let orders = 3000
    private static let rounds = 12

    @Test("says everything once: nothing is missing, nothing is there twice", arguments: [1, 2] as [UInt64])
    func kills(seed: UInt64) async throws {
        var chance = Chance(seed: seed)
        let shop = try RunningShop(partitions: 4)
        let story = KillStory(topics: shop.topics)
        let reader = CommittedReader(shop: shop)
        let fleet = try Fleet(shop, size: 3)
        for number in 0..<fleet.size { try fleet.start(number) }
        let portion = Self.orders / Self.rounds
        var kills = 0
        for round in 0..<Self.rounds {
            let numbers = round * portion..<(round + 1) * portion
            try shop.write(story.events(numbers, at: Clock.system.now().milliseconds))
            // Somewhere on the way: more often than not while something is being written.
            let some = Int.random(in: 0...portion, using: &chance)
            try await wait(for: Self.decisions(before: numbers.lowerBound) + some, reader, atMost: .seconds(4))
            let victim = Int.random(in: 0..<fleet.size, using: &chance)
            if await fleet.kill(victim) { kills += 1 }
            // Some stay dead longer than their session lasts.
            for number in 0..<fleet.size where number != victim || chance.hits(0.7) { try fleet.start(number) }
        }
        for number in 0..<fleet.size { try fleet.start(number) }
        try await wait(for: Self.decisions(before: Self.orders), reader, atMost: .seconds(240))
        let ends = await fleet.stop()
        #expect(ends == [0, 0, 0], "\(fleet.complaints())")
        #expect(kills > Self.rounds / 2, "run again with seed \(seed)")
        try check(reader, seed: seed)
        fleet.forget()
    }

    private static func decisions(before number: Int) -> Int {
        (0..<number).reduce(0) { $0 + KillStory.fate($1).decisions.count }
    }

    /// Waits until so many decisions are committed, or it has taken too long.
    private func wait(for count: Int, _ reader: CommittedReader, atMost patience: Duration) async throws {
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            if try reader.values(of: reader.shop.topics.decisions).count >= count { return }
            await RunningShop.pause()
        }
    }

    private func check(_ reader: CommittedReader, seed: UInt64) throws {
        let topics = reader.shop.topics
        let triggers = try reader.values(of: topics.triggers)
            .filter { (try? ProgressCodec.decode($0)) == nil }
            .map { try TriggerCodec.decode($0) }
            .filter { $0.kind != .placed }
        let actions = try reader.values(of: topics.actions).map { try ActionCodec.decode($0) }
        let decisions = try reader.values(of: topics.decisions).map { try DecisionCodec.decode($0) }
        #expect(Self.repeated(triggers.map(\.id)) == [], "triggers twice, seed \(seed)")
        #expect(Self.repeated(actions.map(\.id)) == [], "actions twice, seed \(seed)")
        #expect(Self.repeated(decisions.map(\.id)) == [], "decisions twice, seed \(seed)")
        var said: [String: KillStory.Fate] = [:]
        for trigger in triggers { said[trigger.orderID, default: .init()].triggers.append(trigger.kind) }
        for action in actions { said[action.orderID, default: .init()].actions += 1 }
        for decision in decisions { said[decision.orderID, default: .init()].decisions.append(decision.outcome) }
        for number in 0..<Self.orders {
            let fate = said.removeValue(forKey: "O-\(number)") ?? .init()
            #expect(fate == KillStory.fate(number), "order \(number), seed \(seed)")
        }
        #expect(said.isEmpty, "seed \(seed)")
        #expect(try reader.values(of: topics.deadLetters) == [], "seed \(seed)")
        try checkMoney(decisions, reader, seed)
    }

    /// The money of a day is spent to the last offer that it pays for and not beyond, and what was granted was spent or given
    /// back, whoever was killed between asking, granting and acting.
    private func checkMoney(_ decisions: [Decision], _ reader: CommittedReader, _ seed: UInt64) throws {
        let topics = reader.shop.topics
        let costs = decisions.filter { $0.outcome == .acted }.compactMap { decision in
            decision.cost.map { (day: decision.occurredAt.milliseconds / 86_400_000, minor: $0.amountMinor) }
        }
        let days = Dictionary(grouping: costs, by: \.day).mapValues { $0.reduce(0) { $0 + $1.minor } }
        #expect(costs.allSatisfy { $0.minor == KillStory.offer }, "seed \(seed)")
        #expect(days.values.allSatisfy { $0 <= KillStory.budget }, "\(days), seed \(seed)")
        #expect(
            days.values.max() ?? 0 > KillStory.budget - KillStory.offer,
            "all of it is spent: \(days), seed \(seed)"
        )
        let answers = try reader.values(of: topics.notices).compactMap { try? BudgetCodec.decodeAnswer($0).0 }
        #expect(Self.repeated(answers.map(\.request.id)) == [], "answers twice, seed \(seed)")
        let granted = answers.filter(\.isGranted).reduce(0) { $0 + $1.request.amount.amountMinor }
        let back = try reader.values(of: topics.budgets).map { try BudgetCodec.decodeRequest($0).0.amount.amountMinor }
            .filter { $0 < 0 }.reduce(0, +)
        #expect(granted + back == costs.reduce(0) { $0 + $1.minor }, "seed \(seed)")
        #expect(answers.count > costs.count, "more was asked for than there is, seed \(seed)")
    }

    private static func repeated(_ ids: [String]) -> [String] {
        Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    }
}
