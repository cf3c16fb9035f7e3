public import Commerce
public import Streaming

extension SignalDetector {
    /// Closes every minute that ends at or before `watermark`, in order, one tick each, and returns what is to be told.
    ///
    /// Minutes in which nothing was counted, no slice has counts in its window and no incident is open are skipped.
    /// Calling it with an earlier watermark does nothing.
    ///
    /// - Returns: the alerts of these ticks, by minute, then slice.
    public mutating func advance(to watermark: EventTime) -> [Alert] {
        guard watermark > .distantPast, watermark < .distantFuture else { return [] }
        let last = Self.minute(of: watermark) - 1
        var alerts: [Alert] = []
        while let minute = nextMinute(through: last) { alerts += tick(minute) }
        // Without anything counted yet there is nothing that a minute could be late for.
        if firstMinute != nil || closedMinute != nil { closedMinute = max(closedMinute ?? last, last) }
        return alerts
    }

    /// The next minute in which there is something to do.
    private func nextMinute(through last: Int) -> Int? {
        let isBusy = !active.isEmpty || !incidents.isEmpty
        let following = closedMinute.map { $0 + 1 }
        let next: Int? = isBusy ? following ?? pending.first?.minute : pending.first?.minute
        guard let next, next <= last else { return nil }
        return next
    }

    private mutating func tick(_ minute: Int) -> [Alert] {
        statistics.ticks += 1
        var entries: [Int: PendingMinute.Entry] = [:]
        if let first = pending.first, first.minute == minute {
            pending.removeFirst()
            for entry in first.entries {
                entries[entry.slot] = entry
                activate(entry.slot)
            }
            details.append((minute, first.details))
        }
        details.removeAll { $0.minute <= minute - rules.windowMax }
        closedMinute = minute

        var baseline = baseline
        baseline.phi = dispersion.phi
        let history = minute - (firstMinute ?? minute)
        baseline.hourFactor =
            history >= rules.baseline.hourAfterMinutes ? hours.factor(at: minute, rules: rules.baseline) : 1
        let test = TailTest(isProportion: signal.isProportion, gates: rules.gates(of: signal), phi: dispersion.phi)

        var suspects: [Finding] = []
        var tests = 0
        for slot in active.map(Int.init) {
            let isWarm = isWarm(slot, history: history)
            if isWarm { tests += 1 }
            let finding = look(at: slot, minute: minute, entries[slot], baseline, test, mayGuard: isWarm)
            if isWarm, let finding { suspects.append(finding) }
        }
        closeMinute(minute)
        let cut = FalseDiscovery.cut(suspects.map(\.pValue), tests: tests, rate: rules.falseDiscoveryRate)
        let findings = verdicts(among: suspects, cut: cut, test: test)
        let alerts = follow(findings, minute: minute, test: test, cut: cut ?? 0)
        retire(at: minute)
        return alerts
    }

    /// Whether enough was seen for a slice to alert: of the signal in time, of its dimensions in trials.
    private func isWarm(_ slot: Int, history: Int) -> Bool {
        history >= rules.baseline.warmUpMinutes
            && pools[Int(table.states[slot].pool)].trials >= rules.baseline.warmUpTrials
    }

    /// Tests one slice and lets it learn the minute, unless that looks anomalous. Returns what is suspicious.
    private mutating func look(
        at slot: Int,
        minute: Int,
        _ entry: PendingMinute.Entry?,
        _ baseline: Baseline,
        _ test: TailTest,
        mayGuard: Bool
    ) -> Finding? {
        let pool = Int(table.states[slot].pool)
        baseline.bring(&table.states[slot], to: minute)
        if entry != nil { table.states[slot].countedMinute = Int32(clamping: minute) }
        let expectation = baseline.expectation(of: table.states[slot], poolRate: pools[pool].rate(rules.baseline))
        let failures = entry?.failures ?? 0
        let trials = baseline.trials(entry?.trials ?? 0, of: &table.states[slot])
        let mean = trials * expectation.rate
        rings.set(slot: slot, minute: minute, failures: failures, trials: entry?.trials ?? 0, expected: mean)

        let finding = mostImprobable(slot, minute: minute, tauSquared: expectation.tauSquared, test)
        let isHeld = mayGuard && (finding?.pValue ?? 1) < rules.baseline.guardPValue
        if isHeld, table.states[slot].guardMinutes > 0 {
            table.states[slot].guardMinutes -= 1
            return finding
        }
        let minutesMax = Int16(clamping: rules.baseline.guardMinutesMax)
        if !isHeld, table.states[slot].guardMinutes < minutesMax { table.states[slot].guardMinutes += 1 }
        let learnt = baseline.learn(&table.states[slot], failures: failures, trials: trials, expectation)
        pools[pool].learn(failures: learnt / baseline.hourFactor, trials: trials)
        let complement = signal.isProportion ? 1 - expectation.rate : 1
        dispersion.learn(failures: learnt, expected: mean, variance: mean * complement, rules: rules.baseline)
        if table.names[slot] == .all {
            hours.learn(
                minute: minute,
                failures: learnt,
                expected: trials * expectation.baseRate,
                rules: rules.baseline
            )
        }
        return finding
    }

    /// The window with the least p-value among those whose excess stands out of its noise.
    private func mostImprobable(_ slot: Int, minute: Int, tauSquared: Double, _ test: TailTest) -> Finding? {
        var best: Finding?
        for minutes in rules.windowsMinutes {
            let counts = rings.sum(slot: slot, endingAt: minute, minutes: minutes)
            guard test.isSuspicious(counts, tauSquared: tauSquared) else { continue }
            let pValue = min(1, Double(rules.windowsMinutes.count) * test.pValue(counts, tauSquared: tauSquared))
            guard best.map({ pValue < $0.pValue }) ?? true else { continue }
            best = Finding(slot: slot, windowMinutes: minutes, counts: counts, pValue: pValue, tauSquared: tauSquared)
        }
        return best
    }

    private mutating func closeMinute(_ minute: Int) {
        let phiDecay = Decay(halfLife: rules.baseline.phiHalfLifeMinutes)
        dispersion.close(minute: minute, decay: phiDecay, rules: rules.baseline)
        for index in pools.indices { pools[index].close(minute: minute, decay: baseline.decay) }
    }

    /// What is significant after the control of false discoveries and the gates; whether it fires by hysteresis.
    private mutating func verdicts(among suspects: [Finding], cut: Double?, test: TailTest) -> [Finding] {
        guard let cut else { return [] }
        let considered = UInt8(truncatingIfNeeded: (1 << rules.incidents.ticksConsidered) - 1)
        var findings: [Finding] = []
        for var finding in suspects where finding.pValue <= cut && test.passesGates(finding.counts) {
            table.states[finding.slot].ticks |= 1
            let ticks = (table.states[finding.slot].ticks & considered).nonzeroBitCount
            finding.isFiring = ticks >= rules.incidents.ticksRequired
            findings.append(finding)
        }
        statistics.verdicts += findings.count
        return findings.sorted { table.names[$0.slot] < table.names[$1.slot] }
    }

    /// Slices without counts in the longest window leave the ticks, unless an incident is open there.
    private mutating func retire(at minute: Int) {
        let kept = Set(incidents.map(\.slot))
        active.removeAll { slot in
            let isQuiet = Int(table.states[Int(slot)].countedMinute) <= minute - rules.windowMax
            guard isQuiet, !kept.contains(Int(slot)) else { return false }
            table.states[Int(slot)].isActive = false
            return true
        }
    }
}
