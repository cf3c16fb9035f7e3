internal import Commerce
public import Streaming

extension OrderStory {
    /// One line of the story.
    public struct Line: Hashable, Sendable {
        /// When it happened; `nil` where it belongs to the line before.
        public var time: EventTime?
        /// What kind of line it is, for its head and its colour.
        public var mark: Mark
        /// What happened.
        public var text: String
    }

    /// What a line is about.
    public enum Mark: String, Sendable {
        /// The danger and its cause.
        case danger
        /// A rule that was looked at and not taken.
        case notTaken = "not taken"
        /// The rule that was taken.
        case rule
        /// A guard rail that let pass.
        case passed = "✓"
        /// A guard rail that did not.
        case refused = "✗"
        /// An action.
        case acted
        /// It waits.
        case held
        /// Nothing was done.
        case nothing = "no action"
        /// The danger is over.
        case closed
        /// A newer danger of the order took its place.
        case superseded
        /// The order was paid, placed again or kept.
        case saved
        /// The order was lost.
        case lost
        /// Nothing was heard of it.
        case unknown
    }

    /// The story, line by line, in the order of time.
    public var lines: [Line] { dangers.flatMap(Self.lines) }

    private static func lines(_ danger: Danger) -> [Line] {
        let first = danger.first
        let cause = "\(first.trigger.words): \(first.cause.rawValue.words)"
        let head = Line(time: first.occurredAt, mark: .danger, text: "\(cause) (\(danger.triggerID))")
        return [head]
            + danger.decisions.enumerated().flatMap { index, decision in
                let previous = index > 0 ? danger.decisions[index - 1] : nil
                return reasons(decision, after: previous) + [line(decision)]
            }
    }

    /// The rules and guard rails of `decision`, unless it repeats those of `previous`.
    private static func reasons(_ decision: Decision, after previous: Decision?) -> [Line] {
        var lines: [Line] = []
        if decision.considered != previous?.considered {
            lines += decision.considered.map {
                Line(mark: .notTaken, text: "\($0.rule): its condition `\($0.unmet)` is not met")
            }
        }
        if let rule = decision.rule, rule != previous?.rule || decision.policy != previous?.policy {
            lines.append(Line(mark: .rule, text: "\(rule), of policy \(decision.policy)"))
        }
        if decision.guardRails != previous?.guardRails {
            lines += decision.guardRails.map { answer in
                let note = answer.note.map { ": \($0)" } ?? ""
                return Line(mark: answer.passed ? .passed : .refused, text: answer.rail.rawValue.words + note)
            }
        }
        return lines
    }

    private static func line(_ decision: Decision) -> Line {
        var facts: [String] = []
        if decision.outcome == .acted || decision.outcome == .dryRun {
            facts.append("step \(decision.step)")
            if let channel = decision.channel { facts.append("by \(channel)") }
            if let action = decision.actionID { facts.append(action) }
        }
        if let until = decision.heldUntil, decision.outcome == .held { facts.append("until \(clock(until))") }
        if decision.outcome.endsAnswer, let arm = decision.arm { facts.append(arm.rawValue.words) }
        if let cost = decision.cost {
            facts.append("\(decision.outcome.endsAnswer ? "offers" : "an offer") of \(AmountText.of(cost)) at most")
        }
        if decision.outcome.mark == .nothing { facts.append(decision.outcome.rawValue.words) }
        let head = facts.isEmpty ? "" : facts.joined(separator: ", ") + ": "
        return Line(time: decision.occurredAt, mark: decision.outcome.mark, text: head + decision.reason)
    }

    private static func clock(_ time: EventTime) -> String {
        String(RFC3339.format(time).prefix(16)).replacing("T", with: " ")
    }

    /// Whose order it is, what it is worth, and who decided: one line.
    public var head: String {
        let facts = [tier == .unknown ? nil : tier.rawValue, worth.map { "worth \(AmountText.of($0))" }]
        let rest = facts.compactMap { $0 }.map { ", \($0)" }.joined()
        return "order \(orderID) of customer \(customerID)\(rest), by \(policies.joined(separator: ", "))"
    }

    /// The story for a screen without colours: the head, then the lines.
    public var text: String { head + "\n" + lines.map { "\($0.clock)  \($0.head)  \($0.text)\n" }.joined() }
}

extension OrderStory.Line {
    fileprivate init(mark: OrderStory.Mark, text: String) { self.init(time: nil, mark: mark, text: text) }

    /// Its time, or as much space.
    public var clock: String {
        time.map { String(RFC3339.format($0).prefix(19)).replacing("T", with: " ") }
            ?? String(repeating: " ", count: 19)
    }

    /// Its head in a fixed width.
    public var head: String {
        let word = mark.rawValue
        return word + String(repeating: " ", count: max(0, 10 - word.count))
    }
}

extension Decision.Outcome {
    /// How a line about it begins.
    fileprivate var mark: OrderStory.Mark {
        switch self {
        case .acted: .acted
        case .held: .held
        case .saved: .saved
        case .lost: .lost
        case .unknown: .unknown
        case .closed: .closed
        case .superseded: .superseded
        default: .nothing
        }
    }
}

extension String {
    /// A word of the contract as people write it.
    fileprivate var words: String { replacing("_", with: " ") }
}

extension Trigger.Kind {
    fileprivate var words: String { rawValue.words }
}
