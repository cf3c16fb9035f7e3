internal import Commerce
internal import Streaming

/// Decides whether RETAIN may take what comes next, or must wait for somebody who is further behind in event time: the keeper
/// of the money, DETECT, or a task of TRACK.
///
///     asked for money  12:00 ──────────────► 12:05        further than that nobody is taken before the answer; what is
///                                                         heard of the customer who asked, not at all
///     DETECT is at     12:00 ──────────────► 12:02        further than that no trigger is taken that is older than
///                                                         two minutes: by the clock, a younger one never waits
///
/// So a backlog is decided as it would have been in step, where the answer comes within a second, and DETECT judges each
/// minute a minute and a half later. Whoever is silent for too long is not waited for until heard of again; how long that is
/// the runtime knows, which calls ``giveUp()``.
struct Patience: ~Copyable {
    /// How far event time may go on while an answer is waited for: a bound to how often a backlog stops, and to how much
    /// newer the incidents are that the answer meets.
    static let moneyLead = Milliseconds.minutes(5)
    /// So far DETECT is behind at most when it is in step: a minute that is open, the lateness, and some more.
    static let judgementLag = Milliseconds.minutes(2)

    /// Up to where DETECT has judged payments.
    private(set) var judged = EventTime.distantPast
    /// The alerts that were read or announced: state, because a task that comes back may read of one again, and not of both.
    var known = RecentSet(window: .days(1), capacity: 1 << 16)
    /// For whom it waits now.
    private(set) var waiting: Waiting?
    /// The customers whose case waits for the keeper, and since when. Follows from the memories.
    private var asking = EarliestMoment<String>()
    /// The alerts that were announced and have not come.
    private var unread = EarliestMoment<UInt64>()
    private var heard: [Waiting.Whom: Int] = [:]
    /// Who was silent for too long.
    private var silent: Set<Waiting.Whom> = []

    // MARK: Hearing

    /// Notes whether a case of `customer`, heard of last at `time`, waits for money.
    mutating func follow(_ customer: String, isAsking: Bool, at time: EventTime) {
        if isAsking { asking.note(time, of: customer) } else { asking.remove(customer) }
    }

    /// The keeper has answered.
    mutating func hearKeeper() { hear(.keeper) }

    /// DETECT says how far it is, and what it has written.
    mutating func hear(_ progress: Progress) {
        hear(.detect)
        judged = max(judged, progress.watermark)
        for alert in progress.alerts {
            let id = Self.hash(alert.id)
            if known.insert(id, at: alert.occurredAt) { unread.note(alert.occurredAt, of: id) }
        }
    }

    /// An alert was read.
    mutating func hear(_ alert: Alert) {
        guard alert.signal == .paymentFailure else { return }
        hear(.alerts)
        let id = Self.hash(alert.id)
        if !unread.remove(id) { _ = known.insert(id, at: alert.occurredAt) }
    }

    private mutating func hear(_ whom: Waiting.Whom) {
        heard[whom, default: 0] += 1
        silent.remove(whom)
    }

    private static func hash(_ id: String) -> UInt64 {
        var hash = StableHash()
        hash.combine(id)
        return hash.value
    }

    // MARK: Waiting

    /// Begins to look anew.
    mutating func begin() { waiting = nil }

    /// Whether anything at `time` may be taken of `customer`; `nil` of all. When not, ``waiting`` says for whom.
    mutating func allows(_ customer: String?, at time: EventTime) -> Bool {
        guard !asking.isEmpty, !silent.contains(.keeper), let since = asking.earliest() else { return true }
        let isTheirs = customer.map(asking.contains) ?? false
        return isTheirs || time > since.advanced(by: Self.moneyLead) ? wait(for: .keeper) : true
    }

    /// Whether `time` is so long ago by the clock that all others may be expected to have passed it, when they are in step.
    static func isOld(_ time: EventTime, at now: WallTime) -> Bool {
        time < now.asEventTime.advanced(by: -judgementLag)
    }

    /// Waits for the task of TRACK that writes `lane`, of which so much was heard.
    mutating func wait(forTracker lane: Int, heard: Int) -> Bool {
        waiting = Waiting(for: .track, lane: lane, heard: heard)
        return false
    }

    /// Whether a trigger of `time` may be decided: DETECT has told of its incidents, or is not behind by the clock.
    mutating func allowsDeciding(at time: EventTime, _ now: WallTime) -> Bool {
        guard Self.isOld(time, at: now) else { return true }
        if judged < time.advanced(by: -Self.judgementLag), !silent.contains(.detect) { return wait(for: .detect) }
        if let earliest = unread.earliest(), earliest <= time { return wait(for: .alerts) }
        return true
    }

    private mutating func wait(for whom: Waiting.Whom) -> Bool {
        waiting = Waiting(for: whom, heard: heard[whom] ?? 0)
        return false
    }

    /// Goes on without who is waited for.
    mutating func giveUp() {
        guard let whom = waiting?.whom else { return }
        switch whom {
        case .alerts: unread.removeAll()
        case .keeper, .detect: silent.insert(whom)
        // Of them the task knows who is silent.
        case .track: break
        }
    }

    // MARK: State

    /// Appends how far DETECT is.
    func write(to writer: inout StateWriter) { writer.time(judged) }

    /// Goes on from what ``write(to:)`` wrote.
    mutating func restore(from reader: inout StateReader) throws(StateError) { judged = try reader.time() }
}
