public import Commerce
public import Streaming

extension SignalDetector {
    /// Closes every minute that ends at or before `watermark`, in order, and returns the alerts of those ticks.
    ///
    /// Alerts come in order of their minute, then of their slice. A watermark behind an earlier one does nothing.
    /// Minutes without counts in the longest window and without an open incident cost nothing, so a watermark may
    /// leap over years. At `EventTime.distantFuture` open incidents end, because nothing more is counted.
    public mutating func advance(to watermark: EventTime) -> [Alert] {
        let last = Self.minute(of: watermark) - 1
        guard closedMinute.map({ last > $0 }) ?? true else { return [] }
        var minute = closedMinute.map { $0 + 1 } ?? pending.first?.minute ?? last
        var alerts: [Alert] = []
        while minute <= last {
            if active.isEmpty, incidents.isEmpty {
                guard let next = pending.first?.minute, next <= last else { break }
                minute = next
            }
            closedMinute = minute
            alerts += tick(minute)
            minute += 1
        }
        closedMinute = last
        return alerts
    }

    /// What is normal in `minute`.
    func baseline(at minute: Int) -> Baseline {
        var current = baseline
        current.phi = dispersion.phi
        if let first = firstMinute, minute - first >= rules.baseline.hourAfterMinutes {
            current.hourFactor = hours.factor(at: minute, rules: rules.baseline)
        }
        return current
    }

    private mutating func tick(_ minute: Int) -> [Alert] {
        statistics.ticks += 1
        let entries = take(minute)
        let current = baseline(at: minute)
        let test = TailTest(
            isProportion: signal.isProportion,
            gates: rules.gates(of: signal),
            phi: current.phi
        )
        let tested = active.count
        var findings = examine(minute, entries: entries, current: current, test: test)
        let decay = Decay(halfLife: rules.baseline.phiHalfLifeMinutes)
        for index in pools.indices { pools[index].close(minute: minute, decay: current.decay) }
        dispersion.close(minute: minute, decay: decay, rules: rules.baseline)
        let cut = FalseDiscovery.cut(
            findings.lazy.map(\.gatedPValue).filter { $0 < 1 },
            tests: max(rules.testsMin, tested, 1),
            rate: rules.falseDiscoveryRate
        )
        judge(&findings, cut: cut)
        return review(findings, cut: cut ?? 0, test: test, minute: minute)
    }

    /// Moves the pending counts of `minute` into the rings and returns the slices that have some.
    private mutating func take(_ minute: Int) -> [Int32: PendingMinute.Entry] {
        details.removeAll { $0.minute <= minute - rings.length }
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

    /// Looks at every active slice: expects, tests, learns. Returns the suspicious ones, in no order that matters.
    private mutating func examine(
        _ minute: Int,
        entries: [Int32: PendingMinute.Entry],
        current: Baseline,
        test: TailTest
    ) -> [Finding] {
        var findings: [Finding] = []
        var kept = 0
        let isOld = minute - (firstMinute ?? minute) >= rules.baseline.warmUpMinutes
        for place in active.indices {
            let slot = Int(active[place])
            guard Int(table.states[slot].countedMinute) > minute - rules.windowMax else {
                table.states[slot].isActive = false
                continue
            }
            active[kept] = active[place]
            kept += 1
            let entry = entries[Int32(slot)]
            current.bring(&table.states[slot], to: minute)
            let pool = Int(table.states[slot].pool)
            let expectation = current.expectation(
                of: table.states[slot],
                poolRate: pools[pool].rate(rules.baseline)
            )
            let trials = current.trials(entry?.trials ?? 0, of: &table.states[slot])
            let failures = entry?.failures ?? 0
            let expected = trials * expectation.rate
            rings.set(
                slot: slot,
                minute: minute,
                failures: failures,
                trials: entry?.trials ?? 0,
                expected: expected
            )
            let isWarm = isOld && pools[pool].trials >= rules.baseline.warmUpTrials
            if isWarm, let finding = find(slot, minute, tauSquared: expectation.tauSquared, test: test) {
                findings.append(finding)
                if finding.pValue < rules.baseline.guardPValue, table.states[slot].guardMinutes > 0 {
                    table.states[slot].guardMinutes -= 1
                    continue
                }
            }
            learn(slot, minute, failures: failures, trials: trials, expectation, current)
        }
        active.removeLast(active.count - kept)
        return findings
    }

    private mutating func learn(
        _ slot: Int,
        _ minute: Int,
        failures: Int,
        trials: Double,
        _ expectation: Baseline.Expectation,
        _ current: Baseline
    ) {
        let full = Int16(clamping: rules.baseline.guardMinutesMax)
        table.states[slot].guardMinutes = min(full, table.states[slot].guardMinutes + 1)
        guard trials > 0 || failures > 0 else { return }
        let learnt = current.learn(&table.states[slot], failures: failures, trials: trials, expectation)
        pools[Int(table.states[slot].pool)].learn(failures: learnt / current.hourFactor, trials: trials)
        let expected = trials * expectation.rate
        let complement = signal.isProportion ? 1 - expectation.rate : 1
        dispersion.learn(
            failures: learnt,
            expected: expected,
            variance: expected * complement,
            rules: rules.baseline
        )
        if table.names[slot] == .all {
            hours.learn(
                minute: minute,
                failures: learnt,
                expected: trials * expectation.baseRate,
                rules: rules.baseline
            )
        }
    }

    /// Tests the windows of `slot`; `nil` when none is suspicious.
    private func find(_ slot: Int, _ minute: Int, tauSquared: Double, test: TailTest) -> Finding? {
        var best: (minutes: Int, counts: WindowCounts, pValue: Double)?
        var gated: (minutes: Int, counts: WindowCounts, pValue: Double)?
        for minutes in rules.windowsMinutes {
            let counts = rings.sum(slot: slot, endingAt: minute, minutes: minutes)
            guard test.isSuspicious(counts, tauSquared: tauSquared) else { continue }
            let number = Double(rules.windowsMinutes.count)
            let pValue = min(1, number * test.pValue(counts, tauSquared: tauSquared))
            if pValue < best?.pValue ?? .infinity { best = (minutes, counts, pValue) }
            guard test.passesGates(counts) else { continue }
            if pValue < gated?.pValue ?? .infinity { gated = (minutes, counts, pValue) }
        }
        guard let best else { return nil }
        return Finding(
            slot: slot,
            slice: table.names[slot],
            windowMinutes: gated?.minutes ?? best.minutes,
            counts: gated?.counts ?? best.counts,
            residual: gated?.counts ?? best.counts,
            tauSquared: tauSquared,
            pValue: best.pValue,
            gatedPValue: gated?.pValue ?? 1
        )
    }

    /// Notes which slices are significant in this tick and which have been in enough of the last ones.
    ///
    /// A symptom must have been in all of them, so that the place behind it has time to show.
    private mutating func judge(_ findings: inout [Finding], cut: Double?) {
        guard let cut else { return }
        let considered = UInt8(truncatingIfNeeded: (1 << rules.incidents.ticksConsidered) - 1)
        for index in findings.indices where findings[index].gatedPValue <= cut {
            let slot = findings[index].slot
            statistics.verdicts += 1
            table.states[slot].ticks |= 1
            findings[index].isSignificant = true
            let recent = table.states[slot].ticks & considered
            let isSymptom = findings[index].slice.terms.contains { rules.incidents.symptoms.contains($0.dimension) }
            let required = isSymptom ? rules.incidents.ticksConsidered : rules.incidents.ticksRequired
            findings[index].isFired = recent.nonzeroBitCount >= required
        }
    }
}
