public import Commerce
internal import Streaming

/// Picks a few orders whose stories are worth telling, one for each kind of trouble, from decisions and actions as they
/// come.
///
/// It keeps at most ``episodesMax`` dangers of each kind, so its memory is bounded however long it listens.
public struct StorySample: Sendable {
    /// A kind of trouble.
    public enum Subject: String, CaseIterable, Sendable {
        /// A payment failed.
        case payment
        /// Stock is missing.
        case stock
        /// The order was cancelled.
        case cancelled
        /// A parcel holds the wrong thing.
        case wrongShipment = "wrong_shipment"
        /// Something was held back for a while, or the customer is held out.
        case withheld
    }

    /// A danger of one order with what was decided and done about it.
    public struct Episode: Hashable, Sendable {
        /// What was decided, in the order of time; at least one.
        public var decisions: [Decision]
        /// What was done, in the order of time.
        public var actions: [Action]
    }

    /// How many dangers of each kind are kept.
    public static let episodesMax = 400
    /// How many decisions, and actions, of each danger are kept.
    private static let entriesMax = 20

    private struct Notes: Sendable {
        var decisions: [Decision] = []
        var actions: [Action] = []
    }

    private var notes: [Subject: [String: Notes]] = [:]

    /// A sample of nothing.
    public init() {}

    /// Takes a decision.
    public mutating func take(_ decision: Decision) {
        var subjects: [Subject] = []
        if let subject = Subject(decision.trigger, decision.cause) { subjects.append(subject) }
        let isKept = notes[.withheld]?[decision.triggerID] != nil
        if isKept || decision.outcome == .held || decision.outcome == .heldOut { subjects.append(.withheld) }
        for subject in subjects {
            change(subject, decision.triggerID) {
                let isNew = !$0.decisions.contains { $0.id == decision.id }
                if isNew, $0.decisions.count < Self.entriesMax { $0.decisions.append(decision) }
            }
        }
    }

    /// Takes an action.
    public mutating func take(_ action: Action) {
        var subjects: [Subject] = []
        if let subject = Subject(action.trigger, action.cause) { subjects.append(subject) }
        if notes[.withheld]?[action.triggerID] != nil { subjects.append(.withheld) }
        for subject in subjects {
            change(subject, action.triggerID) {
                let isNew = !$0.actions.contains { $0.id == action.id }
                if isNew, $0.actions.count < Self.entriesMax { $0.actions.append(action) }
            }
        }
    }

    private mutating func change(_ subject: Subject, _ trigger: String, _ body: (inout Notes) -> Void) {
        let known = notes[subject] ?? [:]
        guard known[trigger] != nil || known.count < Self.episodesMax else { return }
        body(&notes[subject, default: [:]][trigger, default: Notes()])
    }

    /// The best episode of each subject, in the order of the subjects, no order twice. Those with a known end and an action
    /// come first, then those with more steps, then another language than those picked before; then the earlier.
    public var episodes: [(subject: Subject, episode: Episode)] {
        var picked: [(subject: Subject, episode: Episode)] = []
        for subject in Subject.allCases {
            let orders = Set(picked.map { $0.episode.decisions[0].orderID })
            let languages = Set(picked.flatMap { $0.episode.actions.map(\.locale) })
            let best = (notes[subject] ?? [:]).values
                .compactMap { Self.episode($0, about: subject) }
                .filter { !orders.contains($0.decisions[0].orderID) }
                .map { (episode: $0, worth: $0.worth(telling: languages)) }
                .min { left, right in
                    let (first, second) = (left.episode.decisions[0], right.episode.decisions[0])
                    return (-left.worth, first.occurredAt, first.triggerID)
                        < (-right.worth, second.occurredAt, second.triggerID)
                }
            if let best { picked.append((subject, best.episode)) }
        }
        return picked
    }

    private static func episode(_ notes: Notes, about subject: Subject) -> Episode? {
        guard !notes.decisions.isEmpty else { return nil }
        let decisions = notes.decisions.enumerated()
            .sorted { ($0.element.occurredAt, $0.offset) < ($1.element.occurredAt, $1.offset) }
            .map(\.element)
        return Episode(
            decisions: decisions,
            actions: notes.actions.sorted { ($0.occurredAt, $0.id) < ($1.occurredAt, $1.id) }
        )
    }
}

extension StorySample.Subject {
    /// What trouble the danger is, if it is told of.
    fileprivate init?(_ trigger: Trigger.Kind, _ cause: Cause) {
        switch (trigger, cause) {
        case (.unconfirmed, .stock), (.cancelled, .outOfStock), (.backInStock, _): self = .stock
        case (.paymentFailed, _): self = .payment
        case (.cancelled, _): self = .cancelled
        case (.wrongShipment, _): self = .wrongShipment
        default: return nil
        }
    }
}

extension StorySample.Episode {
    /// How much there is to tell, beside stories in `languages`.
    fileprivate func worth(telling languages: Set<String>) -> Int {
        let end = decisions.last { $0.outcome.endsAnswer }?.outcome
        let isClosed = decisions.contains { $0.outcome == .closed }
        var worth = end == .saved ? 16 : end == .lost ? 14 : isClosed ? 12 : end == nil ? 0 : 4
        if !actions.isEmpty { worth += 8 }
        worth += min(decisions.count, 3)
        if actions.contains(where: { $0.step > 0 }) { worth += 2 }
        if actions.contains(where: { !languages.contains($0.locale) }) { worth += 2 }
        return worth
    }
}
