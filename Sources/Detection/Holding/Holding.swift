internal import Commerce
internal import Streaming

/// What keeps incidents from being told: silences, and the causes that are known from all signals.
///
/// A signal may be judged minutes ahead of another, so a cause is asked how it was in the minute in question: what is held
/// back does not depend on which of the two was worked on first, as long as the cause is not behind.
struct Holding {
    let inhibitions: [Inhibition]
    let silences: [Silence]
    private(set) var causes: [Cause] = []

    /// Bad outcomes beyond its reach that a cause explains besides: what chance alone adds.
    private static let slack = 3.0
    /// Causes that are remembered; the oldest give way.
    private static let causesMax = 2000

    init(_ rules: DetectionRules) {
        inhibitions = rules.inhibitions
        silences = rules.silences
    }

    /// Nothing is held back.
    static let none = {
        var rules = DetectionRules()
        rules.inhibitions = []
        return Holding(rules)
    }()

    /// What keeps `incident` of `signal` from being told at the end of `minute`, if anything.
    func hold(_ incident: Incident, of signal: Signal, minute: Int) -> Hold? {
        let end = SignalDetector.start(of: minute + 1)
        if silences.contains(where: { $0.covers(signal, incident.slice, at: end) }) { return .silenced }
        var explained = Self.slack
        var most: (id: String, orders: Double)?
        for cause in causes where cause.id != incident.id {
            var share: Double?
            for rule in inhibitions where rule.covers((cause.signal, cause.slice), (signal, incident.slice)) {
                guard let orders = cause.orders(at: minute, after: rule.afterMinutes) else { continue }
                guard let reach = rule.reach else { return .inhibited(by: cause.id) }
                share = max(share ?? 0, reach * orders)
            }
            guard let share else { continue }
            explained += share
            if share > most?.orders ?? -1 { most = (cause.id, share) }
        }
        guard let most, incident.beyond <= explained else { return nil }
        return .inhibited(by: most.id)
    }

    /// Notes the incidents of `signal` that are open at the end of `minute`; the others are over.
    mutating func note(_ open: some Collection<Incident>, of signal: Signal, minute: Int) {
        for index in causes.indices where causes[index].signal == signal && causes[index].endMinute == nil {
            if !open.contains(where: { $0.id == causes[index].id }) { causes[index].endMinute = minute }
        }
        for incident in open {
            if let index = causes.firstIndex(where: { $0.id == incident.id }) {
                causes[index].note(incident.beyond, minute: minute)
            } else {
                causes.append(
                    Cause(
                        id: incident.id,
                        signal: signal,
                        slice: incident.slice,
                        minute: minute,
                        orders: incident.beyond
                    )
                )
            }
        }
        if causes.count > Self.causesMax { causes.removeFirst(causes.count - Self.causesMax) }
    }

    /// Forgets what nobody asks for any more, when the signals that may be explained have been judged up to `minute`.
    mutating func forget(before minute: Int) {
        let longest = inhibitions.map(\.afterMinutes).max() ?? 0
        causes.removeAll { $0.endMinute.map { $0 + longest < minute } ?? false }
        for index in causes.indices { causes[index].forget(before: minute) }
    }

    // MARK: State

    func write(to writer: inout StateWriter) { writer.list(causes) { $1.write(to: &$0) } }

    mutating func restore(from reader: inout StateReader) throws(StateError) {
        causes = try reader.list { (reader) throws(StateError) in try Cause(from: &reader) }
    }
}
