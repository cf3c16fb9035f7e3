internal import Backtesting
internal import Pipeline
internal import Streaming

/// Plays histories by one or two sets of rules, several histories at once.
struct BacktestRun: Sendable {
    let sources: [HistorySource]
    let ruleSets: [RuleSet]
    let rules: ScoringRules
    /// How many histories are played at once.
    let jobs: Int
    let progress: PlayProgress

    /// The contenders, judged. What is found does not depend on how many histories are played at once.
    func contenders() async throws -> [Contender] {
        let played = try await withThrowingTaskGroup(of: (Int, [LabelledHistory]).self) { group in
            var played = [[LabelledHistory]](repeating: [], count: sources.count)
            for index in sources.indices {
                if index >= jobs, let (place, histories) = try await group.next() { played[place] = histories }
                group.addTask { (index, try play(index)) }
            }
            while let (place, histories) = try await group.next() { played[place] = histories }
            return played
        }
        progress.end()
        return ruleSets.enumerated().map { place, ruleSet in
            var rules = rules
            rules.lateness = ruleSet.configuration.track.lateness
            return Contender(name: ruleSet.name, judgements: played.map { Judgement($0[place], rules: rules) })
        }
    }

    /// Plays one history by every set of rules at once, so that it is read or generated once.
    private func play(_ index: Int) throws -> [LabelledHistory] {
        let history = try sources[index].open(ruleSets[0].configuration)
        let players = try ruleSets.map { try HistoryPlayer($0, labels: history.labels, limit: history.limit) }
        progress.begin(index, size: history.size)
        var count = 0
        while let event = try history.next() {
            for player in players { player.feed(event) }
            count += 1
            guard count.isMultiple(of: PlayProgress.interval) else { continue }
            try Task.checkCancellation()
            progress.note(index, done: history.done)
        }
        progress.note(index, done: history.size)
        return try players.map { player in
            guard let played = player.finish(history) else {
                throw Failure(.usage, do: "give a history with events", "\(history.name) has no event")
            }
            return played
        }
    }
}
