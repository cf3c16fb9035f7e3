internal import Commerce
internal import Streaming

extension StorySample.Episode {
    private static let textMax = 96

    /// The episode in two to four lines: what happened and by which rule; what was done, or why not; what came of it.
    public var lines: [String] {
        let first = decisions[0]
        let facts = [
            first.tier == .unknown ? nil : first.tier.rawValue, first.worth.map { "worth \(AmountText.of($0))" },
        ]
        let order = ([first.orderID] + facts.compactMap { $0 }).joined(separator: ", ")
        let rule = decisions.lazy.compactMap(\.rule).first.map { "; rule \($0) answers" } ?? ""
        let head =
            "\(Self.clock(first.occurredAt))  \(Self.words(first.trigger.rawValue)): "
            + "\(Self.words(first.cause.rawValue)) (\(order))\(rule)"
        let done = doings
        // A head, an end, and two lines between them.
        let shown = done.count <= 2 ? done : [done[0], done[done.count - 1]]
        return [head] + shown + [end].compactMap { $0 }
    }

    /// What was done, or why nothing was.
    private var doings: [String] {
        decisions.compactMap { decision in
            switch decision.outcome {
            case .acted:
                return actions.first { $0.id == decision.actionID }.map(Self.line)
            case .held:
                let until = decision.heldUntil.map { " until \(Self.clock($0))" } ?? ""
                return "\(Self.clock(decision.occurredAt))  held\(until): \(decision.reason)"
            case .closed, .saved, .lost, .unknown, .superseded: return nil
            default:
                return
                    "\(Self.clock(decision.occurredAt))  \(Self.words(decision.outcome.rawValue)): \(decision.reason)"
            }
        }
    }

    /// What came of it.
    private var end: String? {
        if let end = decisions.last(where: { $0.outcome.endsAnswer }) {
            return "\(Self.clock(end.occurredAt))  \(end.outcome.rawValue): \(end.reason)"
        }
        guard let closed = decisions.last(where: { $0.outcome == .closed }) else { return nil }
        return "\(Self.clock(closed.occurredAt))  closed: \(closed.reason)"
    }

    private static func line(_ action: Action) -> String {
        let offer = action.offer.map { offer in
            let limit = offer.costLimitMinor.flatMap { limit in offer.currency.map { AmountText.of(limit, $0) } }
            return ", \(words(offer.kind))\(limit.map { " up to \($0)" } ?? "")"
        }
        let step = action.step > 0 ? ", step \(action.step + 1)" : ""
        return "\(clock(action.occurredAt))  \(words(action.kind.rawValue)) by \(action.channel) in "
            + "\(language(action.locale))\(step)\(offer ?? ""): “\(cut(action.text))”"
    }

    private static func language(_ locale: String) -> String {
        switch locale {
        case "en": "English"
        case "zh-Hans": "Chinese"
        default: locale
        }
    }

    private static func cut(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count <= textMax ? line : line.prefix(textMax - 1) + "…"
    }

    private static func clock(_ time: EventTime) -> String { String(RFC3339.format(time).dropFirst(11).prefix(5)) }

    private static func words(_ word: String) -> String { word.replacing("_", with: " ") }
}
