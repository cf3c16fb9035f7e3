internal import Commerce
internal import Streaming

/// Decides which values of a dimension have slices of their own when there are too many; the others are `other`.
///
/// For each signal and cut (a dimension or a pair) at most `valuesMax` slices are kept. While there is room, every new
/// value gets a place, and nothing else happens. Only a cut that had to turn a value away is looked at when the next pane
/// closes: its slices are ranked by how often they were counted (what is an hour old counts half, what open panes hold
/// counts too), the longer known first among equals, and the last quarter is given up: what the open panes hold of them is added to `other`, also in
/// the pane that is about to be told.
///
///     kept   ██████████ heavy ██████████|░░ newcomers ░░|      full: what is new counts as `other`
///     pane closes: rank                 └──► other              a quarter of the places is free again
///
/// Why not a sketch such as Misra and Gries' or space-saving: both touch a counter for every event, and both forget
/// what is merely frequent when a flood of values that come once is larger than it. Here a known slice costs what it cost
/// before (its cell is found, nobody asks), and a value that comes once is never ranked before one that comes often or
/// was there before. A new heavy value gets in with the chance that one of its events is among the first of a pane
/// after a quarter was freed: with a share f of the new values, after about 4 / (f · `valuesMax`) panes. Of a flood that
/// never repeats itself DETECT sees `valuesMax` slices and then no more.
///
/// A pair's tail lies inside its parts: with an issuer that has no slice, `provider=p, issuer=other`; where both parts
/// have slices and the pair has no place, `provider=p, issuer=other` too. These come in addition: a pair has at most
/// 3 · `valuesMax` + 1 slices.
///
/// All that decides is state of the task and depends on the events in the order in which they were taken: a restart
/// decides the same.
struct SliceAdmission: ~Copyable {
    private let valuesMax: Int
    /// How often a count went to `other` for want of a place.
    private(set) var turnedAway = 0
    private var kept = StateTable<KeptSlice>()
    /// How many are kept, by the number of their cut.
    private var counts = [Int](repeating: 0, count: SliceKey.cutCount)
    /// The cuts that turned a value away since they were last ranked, ascending.
    private var crowded: [Int] = []
    private var newest: UInt64 = 0

    init(valuesMax: Int) {
        precondition(valuesMax >= 4, "a quarter of the places is more than none")
        self.valuesMax = valuesMax
    }

    /// Where something is to be counted that belongs to `key`: there, or in a slice for what has none of its own.
    mutating func place(of key: SliceKey) -> SliceKey {
        if key.isWhole || isKept(key) { return key }
        let fitting = key.isPair ? fitted(key) : key
        if isTail(fitting) || isKept(fitting) { return fitting }
        guard counts[fitting.cut] >= valuesMax else {
            keep(fitting)
            return fitting
        }
        turnedAway += 1
        if !crowded.contains(fitting.cut) { crowded = (crowded + [fitting.cut]).sorted() }
        return tail(of: fitting)
    }

    /// Where belongs what was counted for `key`, which is kept no more.
    func substitute(of key: SliceKey) -> SliceKey {
        let fitting = key.isPair ? fitted(key) : key
        return isTail(fitting) || isKept(fitting) ? fitting : tail(of: fitting)
    }

    private func isKept(_ key: SliceKey) -> Bool { kept.slot(of: key.rawValue) { _ in true } != nil }

    private mutating func keep(_ key: SliceKey) {
        newest += 1
        var slice = KeptSlice()
        slice.since = newest
        _ = kept.insert(key.rawValue, slice)
        counts[key.cut] += 1
    }

    /// The pair with `other` for each word that has no slice by itself.
    private func fitted(_ key: SliceKey) -> SliceKey {
        key.with(
            isKept(key.firstPart) ? key.firstWord : .other,
            isKept(key.secondPart) ? key.secondWord : .other
        )
    }

    private func isTail(_ key: SliceKey) -> Bool { key.firstWord == .other || (key.isPair && key.secondWord == .other) }

    private func tail(of key: SliceKey) -> SliceKey {
        key.isPair ? key.with(key.firstWord, .other) : key.with(.other, key.secondWord)
    }

    // MARK: Ranking

    /// Notes that `key` was counted `number` times in a closed pane.
    mutating func weigh(_ key: SliceKey, _ number: UInt32, at time: EventTime) {
        guard let slot = kept.slot(of: key.rawValue, where: { _ in true }) else { return }
        kept[slot].add(number, at: Self.hour(of: time))
        kept.noteChange(of: slot)
    }

    /// Whether a cut turned a value away since it was last ranked.
    var isCrowded: Bool { !crowded.isEmpty }

    /// Gives up the lightest quarter of each cut that turned a value away, and the pairs whose parts went with it.
    /// Returns what was given up.
    ///
    /// - Parameter open: what panes that are still open have counted of each slice.
    mutating func rank(at time: EventTime, open: [UInt64: UInt32] = [:]) -> Set<UInt64> {
        guard !crowded.isEmpty else { return [] }
        let hour = Self.hour(of: time)
        var ranked: [Int: [(weight: UInt32, since: UInt64, key: UInt64)]] = [:]
        kept.forEach { key, slice in
            let cut = SliceKey(rawValue: key).cut
            guard crowded.contains(cut) else { return }
            let weight = slice.weight(at: hour).addingReportingOverflow(open[key] ?? 0)
            ranked[cut, default: []].append((weight.overflow ? .max : weight.partialValue, slice.since, key))
        }
        var givenUp: Set<UInt64> = []
        for cut in crowded {
            let order = (ranked[cut] ?? []).sorted { ($1.weight, $0.since) < ($0.weight, $1.since) }
            for slice in order.dropFirst(valuesMax - valuesMax / 4) { giveUp(slice.key, &givenUp) }
        }
        crowded = []
        var orphans: [UInt64] = []
        kept.forEach { key, _ in
            let key = SliceKey(rawValue: key)
            let isOrphan = key.isPair && [key.firstPart, key.secondPart].contains { givenUp.contains($0.rawValue) }
            if isOrphan { orphans.append(key.rawValue) }
        }
        for key in orphans { giveUp(key, &givenUp) }
        return givenUp
    }

    private mutating func giveUp(_ key: UInt64, _ givenUp: inout Set<UInt64>) {
        guard let slot = kept.slot(of: key, where: { _ in true }) else { return }
        kept.remove(at: slot)
        counts[SliceKey(rawValue: key).cut] -= 1
        givenUp.insert(key)
    }

    private static func hour(of time: EventTime) -> UInt32 {
        UInt32(clamping: time.milliseconds / Milliseconds.hours(1).rawValue)
    }

    // MARK: State

    mutating func writeChanges(to writer: inout StateWriter) {
        writeHead(to: &writer)
        kept.writeChanges(to: &writer) { $1.write(to: &$0) }
    }

    mutating func beginCheckpoint() { kept.beginCheckpoint() }

    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        writeHead(to: &writer)
        return kept.writeCheckpoint(to: &writer, budget: budget) { $1.write(to: &$0) }
    }

    private func writeHead(to writer: inout StateWriter) {
        writer.number(newest)
        writer.list(crowded) { $0.number($1) }
    }

    mutating func restore(changes reader: inout StateReader) throws(StateError) {
        try restoreHead(from: &reader)
        try kept.restoreChanges(from: &reader, drop: { _ in }, KeptSlice.init(from:))
    }

    mutating func restore(checkpoint reader: inout StateReader) throws(StateError) {
        try restoreHead(from: &reader)
        try kept.restoreCheckpoint(from: &reader, drop: { _ in }, KeptSlice.init(from:))
    }

    private mutating func restoreHead(from reader: inout StateReader) throws(StateError) {
        newest = UInt64(try reader.number(upTo: .max))
        crowded = try reader.list { (reader) throws(StateError) in try reader.number(upTo: SliceKey.cutCount - 1) }
    }

    mutating func finishRestoring() {
        kept.finishRestoring()
        var counts = [Int](repeating: 0, count: SliceKey.cutCount)
        kept.forEach { key, _ in counts[SliceKey(rawValue: key).cut] += 1 }
        self.counts = counts
    }
}
