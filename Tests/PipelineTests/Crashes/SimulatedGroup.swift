import Kafka

/// A consumer group of the simulated broker: eager, with the assignor `range`.
///
/// A rebalance takes everything away from the members that are alive, waits until they have let go or their session has
/// ended, and gives everything out anew.
struct SimulatedGroup {
    private(set) var generation = 0
    private(set) var members: [Int: Member] = [:]
    private(set) var isRebalancing = false
    /// The offsets that are committed.
    var committed: [TopicPartition: CommittedOffset] = [:]

    struct Member {
        var topics: [String]
        var seenAt: Int64
        /// The partitions it may commit for, until it lets go of them.
        var owned: [TopicPartition] = []
        /// The generation in which it was given them.
        var generation = -1
        /// What it has not been told yet.
        var news: [(event: ControlEvent, generation: Int)] = []
        var mustLetGo = false
    }

    mutating func join(_ member: Int, topics: [String], at now: Int64) {
        members[member] = Member(topics: topics, seenAt: now)
        beginRebalance()
    }

    mutating func leave(_ member: Int) {
        guard members.removeValue(forKey: member) != nil else { return }
        beginRebalance()
    }

    /// Notes a sign of life. A member that was thrown out learns it now, and joins again.
    mutating func heartbeat(_ member: Int, topics: [String], at now: Int64) -> Bool {
        guard members[member] != nil else { return false }
        members[member]?.seenAt = now
        return true
    }

    mutating func takeNews(of member: Int) -> [(event: ControlEvent, generation: Int)] {
        defer { members[member]?.news = [] }
        return members[member]?.news ?? []
    }

    mutating func letGo(_ member: Int) {
        members[member]?.owned = []
        members[member]?.mustLetGo = false
    }

    /// Throws out who has been silent for too long, and gives out the partitions once everybody has let go.
    mutating func tick(at now: Int64, sessionTimeout: Int64, counts: [String: Int32]) {
        let silent = members.filter { now - $0.value.seenAt > sessionTimeout }.keys
        if !silent.isEmpty {
            for member in silent { members[member] = nil }
            beginRebalance()
        }
        guard isRebalancing, members.values.allSatisfy({ !$0.mustLetGo }) else { return }
        isRebalancing = false
        generation += 1
        let ids = members.keys.sorted()
        for (index, id) in ids.enumerated() {
            var owned: [TopicPartition] = []
            for topic in members[id]?.topics ?? [] {
                let count = Int(counts[topic] ?? 0)
                let (each, extra) = count.quotientAndRemainder(dividingBy: ids.count)
                let first = index * each + min(index, extra)
                for partition in first..<first + each + (index < extra ? 1 : 0) {
                    owned.append(TopicPartition(topic: topic, partition: Int32(partition)))
                }
            }
            members[id]?.owned = owned
            members[id]?.generation = generation
            members[id]?.news.append((.assigned(owned), generation))
        }
    }

    private mutating func beginRebalance() {
        isRebalancing = true
        for id in members.keys {
            guard let member = members[id], !member.mustLetGo, member.generation >= 0 else { continue }
            // What it has not heard of yet, it need not give back.
            if case .assigned? = member.news.last?.event {
                members[id]?.news.removeLast()
                members[id]?.owned = []
                continue
            }
            guard !member.owned.isEmpty else { continue }
            members[id]?.mustLetGo = true
            members[id]?.news.append((.revoked(member.owned), generation))
        }
    }
}
