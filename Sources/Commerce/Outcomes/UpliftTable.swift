internal import Streaming

/// Outcomes from a stream of decisions, in total and by policy, rule, cause, tier and channel.
///
/// It takes decisions one by one, in any order; those that tell no outcome are passed over, and one that comes again (same
/// id) counts once. Each row takes the same memory however many decisions come. What was seen is remembered by a hash of
/// 64 bits, about 16 bytes for each outcome: of ten million outcomes, one is taken for another with a probability of
/// 3 · 10⁻⁶.
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
        /// The channel of the last action; `none` where none was taken.
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
        guard decision.outcome.endsAnswer else { return false }
        var hash = StableHash(seed: 1)
        hash.combine(decision.id)
        guard seen.insert(hash.value).inserted else { return false }
        total.add(decision)
        for axis in Axis.allCases { self[axis, axis.name(of: decision)].add(decision) }
        return true
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
