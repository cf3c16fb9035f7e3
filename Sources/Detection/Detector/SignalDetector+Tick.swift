public import Commerce
public import Streaming

extension SignalDetector {
    /// Closes every minute that ends at or before `watermark`, in order, and returns the alerts of those ticks.
    ///
    /// Alerts come in order of their minute, then of their slice. A watermark behind an earlier one does nothing.
    /// Minutes without counts in the longest window and without an open incident cost nothing, so a watermark may
    /// leap over years. At `EventTime.distantFuture` open incidents end, because nothing more is counted.
    public mutating func advance(to watermark: EventTime) -> [Alert] { advance(to: watermark, holding: .none) }

    /// The same, without the incidents that `holding` keeps from being told.
    mutating func advance(to watermark: EventTime, holding: Holding) -> [Alert] {
        let last = Self.minute(of: watermark) - 1
        guard closedMinute.map({ last > $0 }) ?? true else { return [] }
        var alerts: [Alert] = []
        while let minute = nextTick(before: watermark) {
            if isAtRest { incidents.removeAll() }
            closedMinute = minute
            alerts += tick(minute, holding)
        }
        if isAtRest { incidents.removeAll() }
        closedMinute = last
        return alerts
    }

    /// The next minute that ends at or before `watermark` and in which there is something to look at.
    func nextTick(before watermark: EventTime) -> Int? {
        let last = Self.minute(of: watermark) - 1
        let next = isAtRest ? pending.first?.minute : closedMinute.map { $0 + 1 } ?? pending.first?.minute
        return next.flatMap { $0 <= last ? $0 : nil }
    }

    /// Whether minutes without new counts cost nothing, because no slice has any and no incident is open.
    private var isAtRest: Bool { active.isEmpty && incidents.allSatisfy(\.isOver) }

    /// What is normal in `minute`.
    func baseline(at minute: Int) -> Baseline {
        var current = baseline
        current.dispersion = dispersion
        current.exposure = exposure
        let learnt = minute - rules.baseline.learningLag
        if signal != .volume {
            current.hourFactor = hours.factor(at: minute, clock: rules.clock, rules: rules.baseline)
            current.learntHourFactor = hours.factor(at: learnt, clock: rules.clock, rules: rules.baseline)
            current.hourVariance = hours.variance(at: minute, clock: rules.clock, rules: rules.baseline)
        } else {
            current.hourVariance = rules.volume.providerSpread * rules.volume.providerSpread
        }
        guard !rules.calendar.isEmpty else { return current }
        if let day = rules.day(at: Self.start(of: minute)) {
            current.dayFactor = signal == .volume ? day.volume : day.expected
        }
        if let day = rules.day(at: Self.start(of: learnt)) {
            current.learntHourFactor *= signal == .volume ? day.volume : day.expected
            current.isLearning = day.isLearnt
        }
        return current
    }

    private mutating func tick(_ minute: Int, _ holding: Holding) -> [Alert] {
        statistics.ticks += 1
        var entries = take(minute)
        let shareOfStock = shareOfStock(minute, entries)
        if signal != .volume {
            takeTrialsOfPlaces(minute, into: &entries)
            believeHours(minute)
        }
        let current = baseline(at: minute)
        let test = TailTest(
            isProportion: signal.isProportion,
            gates: rules.gates(of: signal).raised(by: rules.gatesFactor(at: Self.start(of: minute)))
        )
        var findings = examine(minute, entries: entries, current: current, test: test)
        let decay = Decay(halfLife: rules.baseline.phiHalfLifeMinutes)
        for index in pools.indices { pools[index].close(minute: minute, decay: current.decay) }
        dispersion.close(minute: minute, decay: decay, rules: rules.baseline)
        let (cut, alone) = judge(&findings)
        let judged = Tick(minute: minute, cut: cut, alone: alone, test: test, holding: holding)
        return shareOfStock + review(findings, judged)
    }

    /// From the second day on, looks at the hour, and clears of it what was learnt without looking.
    private mutating func believeHours(_ minute: Int) {
        guard !hours.isBelieved, minute - (firstMinute ?? minute) >= rules.baseline.hourAfterMinutes else { return }
        hours.believe()
        let means = hours.means(before: minute, clock: rules.clock, rules: rules.baseline)
        for slot in table.states.indices where table.states[slot].isUsed { table.states[slot].failures.vector /= means }
        for index in pools.indices { pools[index].clear(of: means[0]) }
    }

    /// Moves the pending counts of `minute` into the windows and returns the slices that have some.
    private mutating func take(_ minute: Int) -> [Int32: PendingMinute.Entry] {
        details.removeAll { $0.minute <= minute - rules.windowMax }
        guard let first = pending.take(minute) else {
            details.append((minute, MinuteDetails()))
            return [:]
        }
        details.append((minute, first.details))
        var entries: [Int32: PendingMinute.Entry] = [:]
        entries.reserveCapacity(first.entries.count)
        for entry in first.entries {
            activate(entry.slot, minute: minute)
            table.states[entry.slot].countedMinute = Int32(clamping: minute)
            entries[Int32(entry.slot)] = entry
        }
        return entries
    }

    /// Gives every slice by outcome the trials of its place in `minute`, so that it is looked at whenever the place is.
    private mutating func takeTrialsOfPlaces(_ minute: Int, into entries: inout [Int32: PendingMinute.Entry]) {
        for slot in table.names.indices where table.states[slot].isUsed {
            guard rules.incidents.isByOutcome(table.names[slot]),
                let place = table.slot(of: rules.incidents.place(of: table.names[slot])),
                let trials = entries[Int32(place)]?.trials
            else { continue }
            activate(slot, minute: minute)
            table.states[slot].countedMinute = Int32(clamping: minute)
            entries[Int32(slot), default: PendingMinute.Entry(slot: slot, failures: 0, trials: 0)].trials = trials
        }
    }

    /// How long after its newest count a slice is looked at: silence is worth a look for a day.
    private var activeMinutes: Int {
        max(rules.windowMax, SliceWindows.exactMax) + (signal == .volume ? 1440 : 0)
    }

    /// Looks at every active slice: expects, tests, learns. Returns the suspicious ones, in no order that matters.
    private mutating func examine(
        _ minute: Int,
        entries: [Int32: PendingMinute.Entry],
        current: Baseline,
        test: TailTest
    ) -> [Finding] {
        var findings: [Finding] = []
        var kept = 0
        let payments = signal == .volume ? paymentEvents(entries) : 0
        // Bad outcomes of one kind come after other times than those of all kinds, so that what they fall on is less sure:
        // after a sale, what was out of stock is cancelled first.
        var ofSymptoms = current
        ofSymptoms.disagreementWeight = 1
        for place in active.indices {
            let slot = Int(active[place])
            guard Int(table.states[slot].countedMinute) > minute - activeMinutes else {
                table.states[slot].isActive = false
                continue
            }
            active[kept] = active[place]
            kept += 1
            let entry = entries[Int32(slot)]
            var current = baseline.isDelayed && rules.incidents.isByOutcome(table.names[slot]) ? ofSymptoms : current
            current.isAfterPeaks = baseline.isDelayed && rules.incidents.isConsequence(table.names[slot])
            var averages = table.averages(of: slot)
            current.bring(&table.states[slot], &averages, to: minute)
            if signal == .volume, VolumeKind(table.names[slot]) == .level {
                let events = entry?.trials ?? 0
                if let finding = examineLevel(slot, minute, events: events, current) { findings.append(finding) }
                continue
            }
            let trials = current.trials(entry?.trials ?? 0, of: table.states[slot], &averages)
            table.keep(averages, of: slot)
            if baseline.isDelayed, table.names[slot] == .all {
                exposure.notePeak(averages, age: table.states[slot].age, minute: minute)
            }
            var view = MinuteView(
                failures: entry?.failures ?? 0,
                trials: trials,
                baseline: current,
                test: test
            )
            if signal == .volume {
                view = providerView(table.names[slot], events: entry?.trials ?? 0, payments: payments, of: view)
            }
            if let finding = examine(slot, minute, view) { findings.append(finding) }
        }
        active.removeLast(active.count - kept)
        return findings
    }

    /// A minute of a slice, as its baseline and its test see it.
    struct MinuteView {
        var failures: Int
        var trials: Double
        var baseline: Baseline
        var test: TailTest
    }

    /// Looks at one slice: expects, tests, and learns what is not suspicious.
    private mutating func examine(_ slot: Int, _ minute: Int, _ view: MinuteView) -> Finding? {
        let pool = Int(table.states[slot].pool)
        let expectation = view.baseline.expectation(
            of: table.states[slot],
            table.averages(of: slot),
            pool: pools[pool],
            trials: view.trials
        )
        windows.set(
            slot: slot,
            minute: minute,
            failures: view.failures,
            trials: view.trials,
            expected: view.trials * expectation.rate
        )
        let learnt = signal == .volume ? pools[pool].failures : pools[pool].trials
        let isOld = minute - (firstMinute ?? minute) >= baseline.warmUpMinutes
        var finding: Finding?
        // What is silent must have been heard by itself; of a rate its pool may stand in.
        let isHeard = signal != .volume || view.baseline.isKnown(table.states[slot])
        if isOld, isHeard, learnt >= rules.baseline.warmUpTrials {
            finding = find(slot, minute, expectation.noise, test: view.test)
        }
        if signal != .volume, isOld { accumulateDrift(slot, view, expectation) }
        if isHeldBack(slot, finding) { return finding }
        if view.baseline.isLearning {
            pools[pool].judge(
                expectation.rates,
                failures: Double(view.failures),
                trials: view.trials,
                hourFactor: view.baseline.hourFactor * view.baseline.dayFactor,
                phi: expectation.noise.dispersion
            )
        }
        learn(slot, minute, expectation, view.baseline)
        return finding
    }

    /// Adds a minute to the CUSUM of slow drift of a slice that is known: bad outcomes that come hours late come for the first
    /// time after as many, and are no drift.
    private mutating func accumulateDrift(_ slot: Int, _ view: MinuteView, _ expectation: Baseline.Expectation) {
        guard table.states[slot].age > baseline.warmUpMinutes else { return }
        table.states[slot].drift = drift.sum(
            after: table.states[slot].drift,
            failures: Double(view.failures),
            expected: view.trials * expectation.rate * expectation.rates[0] / expectation.baseRate,
            phi: expectation.noise.dispersion
        )
    }

    /// Whether a slice learns nothing in a minute with this finding, because it is anomalous or drifts. One that is not, or
    /// has been held back for too long, gets a minute of its allowance back; then what it drifted to is the usual.
    mutating func isHeldBack(_ slot: Int, _ finding: Finding?) -> Bool {
        let isAnomalous = finding.map { $0.pValue < rules.baseline.guardPValue } ?? false
        let isGuarded = isAnomalous || drift.isGuarded(table.states[slot].drift)
        if isGuarded, table.states[slot].guardMinutes > 0 {
            table.states[slot].guardMinutes -= 1
            if table.states[slot].guardMinutes == 0 { table.states[slot].drift = 0 }
            return true
        }
        let full = Int16(clamping: rules.baseline.guardMinutesMax)
        table.states[slot].guardMinutes = min(full, table.states[slot].guardMinutes + 1)
        return false
    }

    /// Learns the minute that is old enough.
    private mutating func learn(
        _ slot: Int,
        _ minute: Int,
        _ expectation: Baseline.Expectation,
        _ current: Baseline
    ) {
        let lag = rules.baseline.learningLag
        let counts = windows.counts(slot: slot, minute: minute - lag)
        guard current.isLearning, counts.trials > 0 || counts.failures > 0 else { return }
        let learnt = current.learn(&table.states[slot], counts, age: lag, expectation.noise)
        pools[Int(table.states[slot].pool)].learn(failures: learnt / current.learntHourFactor, trials: counts.trials)
        let complement = signal.isProportion ? max(0, 1 - counts.expected / max(1, counts.trials)) : 1
        if current.isKnown(table.states[slot]) {
            dispersion.learn(
                failures: learnt,
                expected: counts.expected,
                variance: counts.expected * complement,
                rules: rules.baseline
            )
        }
        if table.names[slot] == .all {
            if !signal.isProportion {
                exposure.learn(
                    table.averages(of: slot),
                    age: table.states[slot].age,
                    failures: windows.counts(slot: slot, minute: minute).failures,
                    minute: minute
                )
            }
            // What was expected in the first hour was a guess: the hour of the day is not learnt from how wrong it was.
            guard current.isKnown(table.states[slot]) else { return }
            hours.learn(
                minute: minute - lag,
                failures: learnt,
                expected: counts.trials * expectation.rates[0],
                clock: rules.clock,
                rules: rules.baseline
            )
        }
    }

    /// Tests the windows of `slot`; `nil` when none is suspicious.
    ///
    /// - Parameter quietMinutes: windows of `volume` must be longer than this.
    func find(
        _ slot: Int,
        _ minute: Int,
        _ noise: Noise,
        test: TailTest,
        longerThan quietMinutes: Int = 0
    ) -> Finding? {
        var best: (window: Int, counts: WindowCounts, pValue: Double)?
        var gated: (window: Int, counts: WindowCounts, pValue: Double)?
        for window in rules.windowsMinutes.indices {
            if signal == .volume {
                let length = windows.length(ofWindow: window, endingAt: minute)
                guard rules.windowsMinutes[window] >= rules.volume.windowMin, length > quietMinutes else { continue }
            }
            let counts = windows.sum(slot: slot, window: window, endingAt: minute)
            guard test.isSuspicious(counts, noise) else { continue }
            let pValue = min(1, windowsTested * test.pValue(counts, noise))
            if pValue < best?.pValue ?? .infinity { best = (window, counts, pValue) }
            guard test.passesGates(counts) else { continue }
            if pValue < gated?.pValue ?? .infinity { gated = (window, counts, pValue) }
        }
        guard let best else { return nil }
        return Finding(
            slot: slot,
            slice: table.names[slot],
            windowMinutes: windows.length(ofWindow: gated?.window ?? best.window, endingAt: minute),
            window: gated?.window ?? best.window,
            counts: gated?.counts ?? best.counts,
            residual: gated?.counts ?? best.counts,
            noise: noise,
            pValue: best.pValue,
            gatedPValue: gated?.pValue ?? 1
        )
    }
}
