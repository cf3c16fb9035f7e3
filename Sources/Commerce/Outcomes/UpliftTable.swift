internal import Streaming

/// Outcomes from a stream of decisions, in total and by policy, rule, cause, tier and channel.
///
/// Each order is in the rows of what was known of it when it was drawn, from then on: by what rule it was answered later,
/// and by which channel, differs between the arms and would compare other orders with one another.
///
/// It takes decisions one by one, in any order; those that neither draw nor tell an outcome are passed over, and one that
/// comes again (same id) counts once. Each row takes the same memory however many decisions come. What was seen is
/// remembered by a hash of 64 bits, about 32 bytes for each order: of ten million orders, one is taken for another with a
/// probability of 10⁻⁵.
///
/// ```swift
/// var table = UpliftTable()
/// for decision in decisions { table.add(decision) }
/// for row in table.rows { print(row.axis, row.name, row.tally.uplift?.interval) }
/// ```
public struct UpliftTable: Hashable, Sendable {
    /// Everything.
    public private(set) var total = OutcomeTally()

    private var groups: [Axis: [String: OutcomeTally]] = [:]
    private var seen: Set<UInt64> = []

    /// By what outcomes are told apart.
    public enum Axis: String, CaseIterable, Sendable {
        /// The policy, `name@version`.
        case policy
        /// The rule of the policy.
        case rule
        /// The danger and its cause, `payment_failed/funds`.
        case cause
        /// The customer's tier.
        case tier
        /// The channel of the rule's first step, on which the customer was, or would have been, reached; `none` where none is
        /// welcome.
        case channel
    }

    /// One group of outcomes.
    public struct Row: Hashable, Sendable {
        /// By what it was told apart; `nil` for everything.
        public var axis: Axis?
        /// The policy, rule, cause, tier or channel; `all` for everything.
        public var name: String
        /// Its outcomes.
        public var tally: OutcomeTally
    }

    /// How many values of an axis are told apart; further ones are `other`.
    public static let namesMax = 1000

    /// A table of nothing.
    public init() {}

    /// Takes a decision. Returns whether it told an outcome that had not been told.
    @discardableResult
    public mutating func add(_ decision: Decision) -> Bool {
        guard decision.draws || decision.outcome.endsAnswer, isNew(decision.id) else { return false }
        // Where the draw lies before the first decision that is read, it is made up for.
        let wasDrawn = decision.arm == nil || decision.outcome == .superseded || decision.draws
        let isToBeDrawn = !wasDrawn && isNew(Decision.firstID(of: decision.triggerID))
        if isToBeDrawn { total.draw(decision) }
        total.add(decision)
        for axis in Axis.allCases {
            let name = axis.name(of: decision)
            if isToBeDrawn { self[axis, name].draw(decision) }
            self[axis, name].add(decision)
        }
        return !decision.draws
    }

    private mutating func isNew(_ id: String) -> Bool {
        var hash = StableHash(seed: 1)
        hash.combine(id)
        return seen.insert(hash.value).inserted
    }

    /// Adds the outcomes of another table, none of which is in this one: another history, another partition.
    public mutating func add(_ other: UpliftTable) {
        total.add(other.total)
        for row in other.rows { if let axis = row.axis { self[axis, row.name].add(row.tally) } }
    }

    /// Everything, then the groups of each axis by name. What has counted nothing is left out.
    public var rows: [Row] {
        let all = Row(axis: nil, name: "all", tally: total)
        return [all]
            + Axis.allCases.flatMap { axis in
                (groups[axis] ?? [:]).sorted { $0.key < $1.key }
                    .filter { !$0.value.isEmpty }
                    .map { Row(axis: axis, name: $0.key, tally: $0.value) }
            }
    }

    /// The groups of one axis, by name.
    public func rows(by axis: Axis) -> [Row] { rows.filter { $0.axis == axis } }

    private subscript(axis: Axis, name: String) -> OutcomeTally {
        get { groups[axis]?[place(of: name, by: axis)] ?? OutcomeTally() }
        set { groups[axis, default: [:]][place(of: name, by: axis)] = newValue }
    }

    /// Where `name` is counted: as itself while there is room.
    private func place(of name: String, by axis: Axis) -> String {
        guard let known = groups[axis], known[name] == nil, known.count >= Self.namesMax else { return name }
        return "other"
    }
}

extension UpliftTable.Axis {
    /// The group that `decision` is in.
    func name(of decision: Decision) -> String {
        switch self {
        case .policy: decision.policy
        case .rule: decision.rule ?? "none"
        case .cause: "\(decision.trigger.rawValue)/\(decision.cause.rawValue)"
        case .tier: decision.tier.rawValue
        case .channel: decision.channel ?? "none"
        }
    }
}
