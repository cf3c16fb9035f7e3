internal import Commerce
internal import Streaming

/// From the findings of a tick to its alerts.
extension SignalDetector {
    /// What a tick has found out before anything is said.
    struct Tick {
        let minute: Int
        /// The greatest p-value that is significant, weighted.
        let cut: Double
        /// The greatest p-value, weighted, that is significant by itself.
        let alone: Double
        let test: TailTest
        /// What keeps incidents from being told.
        let holding: Holding
    }

    /// Continues the open incidents, opens those that the findings ask for, and returns what is to be said.
    mutating func review(_ findings: [Finding], _ tick: Tick) -> [Alert] {
        guard !findings.isEmpty || !incidents.isEmpty else { return [] }
        let (minute, test) = (tick.minute, tick.test)
        var alerts = continueIncidents(findings, tick)
        if signal == .volume {
            alerts += openVolume(findings, tick)
        } else if findings.contains(where: \.isSignificant) {
            let table = table
            let windows = windows
            let isComplete = !isCrowded
            let known = Set(pools.map(\.kind.dimensions))
            let explanation = Explanation(
                test: test,
                rules: rules.incidents,
                windows: windowsTested,
                cut: tick.cut,
                alone: tick.alone
            ) { slice, window in
                if let slot = table.slot(of: slice), table.states[slot].isActive {
                    return windows.sum(slot: slot, window: window, endingAt: minute)
                }
                return isComplete && known.contains(Pool.Kind.dimensions(of: slice)) ? WindowCounts() : nil
            }
            let (left, shadowed) = absorb(findings, explanation)
            alerts += open(left, shadowed, explanation, tick)
        }
        return alerts.sorted { ($0.slice, $0.status.rawValue, $0.id) < ($1.slice, $1.status.rawValue, $1.id) }
    }

    /// Adds the minute to every open incident and moves it along its life.
    private mutating func continueIncidents(_ findings: [Finding], _ tick: Tick) -> [Alert] {
        let minute = tick.minute
        var alerts: [Alert] = []
        let samplesMax = rules.incidents.sampleOrdersMax
        for index in incidents.indices {
            let slot = incidents[index].slot
            if !incidents[index].isOver {
                let isActive = table.states[slot].isActive
                let counts = isActive ? windows.counts(slot: slot, minute: minute) : WindowCounts()
                incidents[index].next(counts)
                let stakes = details.last?.details.stakes(of: slot)
                incidents[index].add(counts, stakes: stakes, samplesMax: samplesMax)
            }
            let finding = findings.first { $0.slot == slot }
            if let finding, isAnomalous(incidents[index], minute: minute, finding.noise, test: tick.test) {
                incidents[index].evidence = evidence(of: finding, tick)
                incidents[index].quietMinutes = 0
            } else {
                incidents[index].quietMinutes += 1
            }
            guard !incidents[index].isOver else { continue }
            if let alert = step(&incidents[index], tick) { alerts.append(alert) }
        }
        // One that begins again is a new incident; one that no window holds any more explains nothing.
        incidents.removeAll {
            $0.isOver
                && ($0.quietMinutes == 0 || $0.quietMinutes >= rules.incidents.resolvedAfterMinutes + rules.windowMax)
        }
        for index in incidents.indices where incidents[index].quietMinutes >= rules.incidents.resolvedAfterMinutes {
            incidents[index].isOver = true
        }
        return alerts
    }

    /// Whether the window in which an incident must be quiet is not.
    ///
    /// The longest windows hold an incident long after it is over, so it is judged by the one that found it.
    private func isAnomalous(_ incident: Incident, minute: Int, _ noise: Noise, test: TailTest) -> Bool {
        let counts = windows.sum(slot: incident.slot, window: incident.window, endingAt: minute)
        let test = signal == .volume ? volumeTest(incident.slice) : test
        guard test.isSuspicious(counts, noise), test.passesGates(counts) else { return false }
        return windowsTested * test.pValue(counts, noise) <= rules.baseline.guardPValue
    }

    /// What there is to say about an open incident after `minute`, if anything.
    private func step(_ incident: inout Incident, _ tick: Tick) -> Alert? {
        let (minute, rules) = (tick.minute, rules.incidents)
        if incident.hold != nil { return release(&incident, tick) }
        let minutes = minute - incident.startMinute + 1
        let risk = incident.ordersAtRisk
        if incident.quietMinutes >= rules.resolvedAfterMinutes {
            let step = Wording.Step.resolved(ordersAtRisk: risk, minutes: minutes - incident.quietMinutes)
            return alert(incident, .resolved, minute: minute, step)
        }
        if incident.quietMinutes >= rules.recoveringAfterMinutes {
            guard !incident.isRecovering else { return nil }
            incident.isRecovering = true
            let step = Wording.Step.recovering(
                quietMinutes: incident.quietMinutes,
                ordersAtRisk: risk,
                minutes: minutes - incident.quietMinutes
            )
            return alert(incident, .recovering, minute: minute, step)
        }
        guard incident.quietMinutes == 0 else { return nil }
        let severity = Incident.severity(excess: incident.beyond, lift: incident.evidence.lift, rules: rules)
        let isRaised = severity == .critical && incident.severity == .warning
        let hasGrown =
            incident.beyond >= rules.updateGrowth * max(1, incident.reportedExcess)
            && minute - incident.reportedMinute >= rules.updateIntervalMinutes
        guard isRaised || hasGrown || incident.isRecovering else { return nil }
        if isRaised { incident.severity = .critical }
        incident.isRecovering = false
        incident.reportedExcess = incident.beyond
        incident.reportedMinute = minute
        let step = Wording.Step.updated(incident.evidence, ordersAtRisk: risk, minutes: minutes)
        return alert(incident, .updated, minute: minute, step)
    }

    /// Tells an incident that was held back and goes on, once nothing holds it back any more.
    private func release(_ incident: inout Incident, _ tick: Tick) -> Alert? {
        guard incident.quietMinutes == 0 else { return nil }
        incident.hold = tick.holding.hold(incident, of: signal, minute: tick.minute)
        guard incident.hold == nil else { return nil }
        incident.severity = Incident.severity(
            excess: incident.beyond,
            lift: incident.evidence.lift,
            rules: rules.incidents
        )
        incident.reportedExcess = incident.beyond
        incident.reportedMinute = tick.minute
        return alert(incident, .firing, minute: tick.minute, .firing(incident.evidence))
    }

    /// Takes in a new incident, and says so unless something holds it back.
    mutating func begin(_ cause: Explanation.Cause, _ tick: Tick) -> [Alert] {
        var incident = makeIncident(cause, tick)
        incident.hold = tick.holding.hold(incident, of: signal, minute: tick.minute)
        incidents.append(incident)
        switch incident.hold {
        case .inhibited: statistics.inhibited += 1
        case .silenced: statistics.silenced += 1
        case nil: return [alert(incident, .firing, minute: tick.minute, .firing(incident.evidence))]
        }
        return []
    }

    /// Takes out of the findings what the open incidents explain. Returns what they do not, and the places that they may.
    private mutating func absorb(
        _ findings: [Finding],
        _ explanation: Explanation
    ) -> (left: [Finding], shadowed: [Explanation.Shadowed]) {
        guard !incidents.isEmpty else { return (findings, []) }
        let own = Set(incidents.map(\.slot))
        var left: [Finding] = []
        var shadowed: [Explanation.Shadowed] = []
        var absorbed = [[Slice]](repeating: [], count: incidents.count)
        for var finding in findings where !own.contains(finding.slot) {
            var counts = finding.counts
            var explainedBy: Int?
            for (index, incident) in incidents.enumerated() {
                let rest = explanation.remainder(of: finding, counts: counts, under: incident.counted) { slice in
                    explanation.counted(slice, finding.window).flatMap { $0.excess > 0 ? $0 : nil }
                }
                guard let rest else {
                    explainedBy = index
                    break
                }
                counts = rest
            }
            if let explainedBy {
                if finding.isSignificant { absorbed[explainedBy].append(finding.slice) }
                let cause = incidents[explainedBy].slice
                let overlap = Overlap(of: finding.slice, and: cause) { explanation.counted($0, finding.window) }
                if case .unknown = overlap, !rules.incidents.isByOutcome(finding.slice) {
                    shadowed.append(Explanation.Shadowed(finding: finding, cause: cause))
                }
            } else {
                finding.residual = counts
                left.append(finding)
            }
        }
        for index in incidents.indices { incidents[index].absorb(absorbed[index].sorted(), rules: rules.incidents) }
        return (left, shadowed)
    }

    /// Opens an incident for each cause that has fired; narrower open incidents that it explains end.
    private mutating func open(
        _ findings: [Finding],
        _ shadowed: [Explanation.Shadowed],
        _ explanation: Explanation,
        _ tick: Tick
    ) -> [Alert] {
        var alerts: [Alert] = []
        let room = rules.incidents.openMax - incidents.count { !$0.isOver }
        for cause in explanation.causes(of: findings, shadowed: shadowed, limit: max(0, room)) where cause.isFired {
            alerts += endNarrower(than: cause.finding, explanation, minute: tick.minute)
            alerts += begin(cause, tick)
        }
        return alerts
    }

    /// Ends the open incidents inside `wider` whose excess is no larger than its share.
    private mutating func endNarrower(than wider: Finding, _ explanation: Explanation, minute: Int) -> [Alert] {
        var ended: [Incident] = []
        let name = rules.incidents.name(of: wider.slice)
        for incident in incidents where !incident.isOver && name != incident.slice {
            guard name.contains(incident.slice) else { continue }
            guard let counts = explanation.counted(incident.counted, wider.window) else { continue }
            let narrower = finding(of: incident, window: wider.window, counts: counts)
            let rest = explanation.remainder(of: narrower, counts: counts, under: wider.slice) { slice in
                slice == wider.slice ? wider.counts : explanation.counted(slice, wider.window)
            }
            if rest == nil { ended.append(incident) }
        }
        return end(ended, in: name, minute: minute)
    }

    /// Ends incidents that a wider one explains, and says so of those that were told.
    mutating func end(_ ended: [Incident], in wider: Slice, minute: Int) -> [Alert] {
        let ids = Set(ended.map(\.id))
        incidents.removeAll { ids.contains($0.id) }
        return ended.filter { $0.hold == nil }.map { alert($0, .resolved, minute: minute, .absorbed(by: wider)) }
    }

    private func makeIncident(_ cause: Explanation.Cause, _ tick: Tick) -> Incident {
        let (finding, minute) = (cause.finding, tick.minute)
        let start = minute - finding.windowMinutes + 1
        var stakes = Stakes()
        for part in details where part.minute >= start {
            guard let later = part.details.stakes(of: finding.slot) else { continue }
            stakes.append(later, samplesMax: rules.incidents.sampleOrdersMax)
        }
        return Incident(
            id: StableID.make("inc", signal.rawValue, Incident.key(of: finding.slice), String(start)),
            finding: finding,
            startMinute: start,
            minute: minute,
            evidence: evidence(of: finding, tick),
            stakes: stakes,
            total: finding.counts,
            minutes: (0..<SliceWindows.exactMax).reversed().map {
                windows.counts(slot: finding.slot, minute: minute - $0)
            },
            alsoSeenIn: cause.explains,
            window: rules.windowsMinutes.indices.first { $0 >= finding.window && rules.windowsMinutes[$0] >= 5 }
                ?? finding.window,
            rules: rules.incidents
        )
    }

    /// An open incident's window as a finding.
    private func finding(of incident: Incident, window: Int, counts: WindowCounts) -> Finding {
        Finding(
            slot: incident.slot,
            slice: incident.counted,
            windowMinutes: incident.evidence.windowMinutes,
            window: window,
            counts: counts,
            residual: counts,
            noise: Noise(
                dispersion: incident.evidence.dispersion,
                relativeVariance: incident.evidence.relativeVariance
            ),
            pValue: 1,
            gatedPValue: 1
        )
    }

    private func evidence(of finding: Finding, _ tick: Tick) -> Evidence {
        Evidence(
            windowMinutes: finding.windowMinutes,
            observed: Int(finding.counts.failures),
            trials: Int(finding.counts.trials),
            expected: finding.counts.expected,
            lift: finding.counts.lift,
            pValue: finding.gatedPValue,
            test: tick.test.name,
            dispersion: finding.noise.dispersion,
            relativeVariance: finding.noise.relativeVariance,
            cut: tick.cut * finding.weight,
            outcome: rules.incidents.name(of: finding.slice) == finding.slice
                ? .all : rules.incidents.outcome(of: finding.slice)
        )
    }

    func alert(_ incident: Incident, _ status: Alert.Status, minute: Int, _ step: Wording.Step) -> Alert {
        let isFlood = signal == .volume && incident.evidence.lift > 1
        let sentences = Wording.sentences(signal, incident.slice, incident.evidence.outcome, isFlood: isFlood, step)
        var evidence = incident.evidence
        evidence.series = incident.series(endingAt: minute)
        return Alert(
            id: StableID.make("alert", incident.id, status.rawValue, String(minute)),
            incidentID: incident.id,
            status: status,
            severity: incident.severity,
            signal: signal,
            slice: incident.slice,
            startedAt: Self.start(of: incident.startMinute),
            occurredAt: Self.start(of: minute + 1),
            evidence: evidence,
            impact: Impact(
                ordersAtRisk: incident.ordersAtRisk,
                moneyAtRisk: incident.stakes.amounts,
                sampleOrderIDs: incident.stakes.samples
            ),
            alsoSeenIn: incident.alsoSeenIn,
            summary: sentences.english,
            summaries: sentences.byLanguage
        )
    }
}
