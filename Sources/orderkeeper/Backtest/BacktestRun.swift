internal import Backtesting
internal import Pipeline
internal import Streaming

/// Plays histories by one or two sets of rules, several histories at once.
struct BacktestRun: Sendable {
    let sources: [HistorySource]
    let ruleSets: [RuleSet]
    /// Simple detectors that are fed with the counts of the first set of rules.
    let references: [ReferenceRules]
    let rules: ScoringRules
    /// How many histories are played at once.
    let jobs: Int
    let progress: PlayProgress

    /// The contenders, judged, those of ``ruleSets`` and then ``references``. What is found does not depend on how many
    /// histories are played at once.
    func contenders() async throws -> (own: [Contender], references: [Contender]) {
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
        let names = ruleSets.map(\.name) + references.map(\.name)
        let all = names.enumerated().map { place, name in
            var rules = rules
            rules.lateness = ruleSets[place < ruleSets.count ? place : 0].configuration.track.lateness
            return Contender(name: name, judgements: played.map { Judgement($0[place], rules: rules) })
        }
        return (Array(all.prefix(ruleSets.count)), Array(all.dropFirst(ruleSets.count)))
    }

    /// Plays one history by every set of rules at once, so that it is read or generated once; the references come last.
    private func play(_ index: Int) throws -> [LabelledHistory] {
        let history = try sources[index].open(ruleSets[0].configuration)
        let players = try ruleSets.enumerated().map { place, rules in
            try HistoryPlayer(
                rules,
                labels: history.labels,
                limit: history.limit,
                references: place == 0 ? references : []
            )
        }
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
        let played = try players.map { player in
            guard let played = player.finish(history) else {
                throw Failure(.usage, do: "give a history with events", "\(history.name) has no event")
            }
            return played
        }
        return played.map(\.history) + played.flatMap(\.references)
    }
}
