internal import Commerce

/// What policies did and what came of it, for a screen and a page: for each policy actions by kind, offers with their
/// cost and decisions, then the table of uplifts where outcomes are known.
public struct RetentionReport: Hashable, Sendable {
    /// What each policy did; where there are several sets of rules, those of each in turn.
    public let policies: [Policy]
    /// What came of it; `nil` while no outcome is known.
    public let uplift: UpliftReport?

    /// What one policy did.
    public struct Policy: Hashable, Sendable {
        /// Its name, after the letter of its rules where there are several.
        public var name: String
        /// A head, a number and what it consists of: actions, offers, decisions.
        public var lines: [Line]
    }

    /// A head, a number, and what it consists of.
    public struct Line: Hashable, Sendable {
        /// The head.
        public var head: String
        /// The number.
        public var count: String
        /// The parts.
        public var parts: String
    }

    /// The report of one tally.
    public init(_ tally: RetentionTally) { self.init([("", tally)]) }

    /// The report of several tallies side by side, each with the letter that stands for its rules.
    public init(_ tallies: [(letter: String, tally: RetentionTally)]) {
        let isContest = tallies.count > 1
        policies = tallies.flatMap { letter, tally in
            tally.policies.map { name in
                Policy(name: isContest ? "\(letter), \(name)" : name, lines: Self.lines(of: name, in: tally))
            }
        }
        let isKnown = tallies.contains { $0.tally.outcomes.total.orders > 0 }
        uplift = isKnown ? UpliftReport(tallies.map { ($0.letter, $0.tally.outcomes) }) : nil
    }

    private static func lines(of policy: String, in tally: RetentionTally) -> [Line] {
        let actions = tally.actions[policy] ?? ActionTally()
        let decisions = tally.decisions[policy] ?? [:]
        let kinds = Action.Kind.allCases.map { ($0.rawValue, actions.kinds[$0] ?? 0) }
        let fates = Decision.Outcome.allCases.map { ($0.rawValue, decisions[$0] ?? 0) }
        let costs = actions.costLimits.sorted { $0.key < $1.key }.map { AmountText.of($0.value, $0.key) }
        let cost = costs.isEmpty ? "" : costs.joined(separator: ", ") + " at most"
        return [
            Line(head: "actions", count: FigureText.count(actions.count), parts: join(kinds)),
            Line(head: "offers", count: FigureText.count(actions.offers), parts: cost),
            Line(head: "decisions", count: FigureText.count(fates.reduce(0) { $0 + $1.1 }), parts: join(fates)),
        ]
    }

    private static func join(_ parts: [(String, Int)]) -> String {
        parts.filter { $0.1 > 0 }.map { "\($0.0) \(FigureText.count($0.1))" }.joined(separator: ", ")
    }

    /// For a screen; empty when no policy did anything.
    public var text: String {
        var text = ""
        for policy in policies {
            text += "policy \(policy.name)\n"
            for line in policy.lines {
                let space = String(repeating: " ", count: max(1, 20 - line.head.count - line.count.count))
                text += "  \(line.head)\(space)\(line.count)\(line.parts.isEmpty ? "" : "  " + line.parts)\n"
            }
        }
        guard let uplift else { return text }
        return text + "\n" + uplift.text
    }
}
