internal import Commerce
internal import Streaming

/// From the findings of a tick to its alerts.
extension SignalDetector {
    /// Continues the open incidents, opens those that the findings ask for, and returns what is to be said.
    mutating func review(_ findings: [Finding], cut: Double, test: TailTest, minute: Int) -> [Alert] {
        guard !findings.isEmpty || !incidents.isEmpty else { return [] }
        var alerts = continueIncidents(findings, minute: minute, test: test)
        if findings.contains(where: \.isFired) {
            let table = table
            let windows = windows
            let isComplete = !isCrowded
            let known = Set(pools.map(\.dimensions))
            let explanation = Explanation(
                test: test,
                rules: rules.incidents,
                windows: Double(rules.windowsMinutes.count),
                cut: cut
            ) { slice, window in
                if let slot = table.slot(of: slice), table.states[slot].isActive {
                    return windows.sum(slot: slot, window: window, endingAt: minute)
                }
                return isComplete && known.contains(Self.dimensions(of: slice)) ? WindowCounts() : nil
            }
            let unexplained = absorb(findings, explanation)
            alerts += open(unexplained, explanation, minute: minute)
        }
        return alerts.sorted { ($0.slice, $0.status.rawValue, $0.id) < ($1.slice, $1.status.rawValue, $1.id) }
    }

    /// Adds the minute to every open incident and moves it along its life.
    private mutating func continueIncidents(_ findings: [Finding], minute: Int, test: TailTest) -> [Alert] {
        var alerts: [Alert] = []
        let samplesMax = rules.incidents.sampleOrdersMax
        for index in incidents.indices {
            let slot = incidents[index].slot
            if table.states[slot].isActive, !incidents[index].isOver {
                let counts = windows.counts(slot: slot, minute: minute)
                let stakes = details.last?.details.stakes(of: slot)
                incidents[index].add(counts, stakes: stakes, samplesMax: samplesMax)
            }
            let finding = findings.first { $0.slot == slot }
            if let finding, isAnomalous(incidents[index], minute: minute, finding.noise, test: test) {
                incidents[index].evidence = evidence(of: finding, test: test)
                incidents[index].quietMinutes = 0
            } else {
                incidents[index].quietMinutes += 1
            }
            guard !incidents[index].isOver else { continue }
            if let alert = step(&incidents[index], minute: minute) { alerts.append(alert) }
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
        guard test.isSuspicious(counts, noise), test.passesGates(counts) else { return false }
        let number = Double(rules.windowsMinutes.count)
        return number * test.pValue(counts, noise) <= rules.baseline.guardPValue
    }

    /// What there is to say about an open incident after `minute`, if anything.
    private func step(_ incident: inout Incident, minute: Int) -> Alert? {
        let rules = rules.incidents
        let wording = Wording(signal: signal)
        let minutes = minute - incident.startMinute + 1
        let risk = incident.ordersAtRisk
        if incident.quietMinutes >= rules.resolvedAfterMinutes {
            let summary = wording.resolved(incident.slice, ordersAtRisk: risk, minutes: minutes - incident.quietMinutes)
            return alert(incident, .resolved, minute: minute, summary: summary)
        }
        if incident.quietMinutes >= rules.recoveringAfterMinutes {
            guard !incident.isRecovering else { return nil }
            incident.isRecovering = true
            let summary = wording.recovering(
                incident.slice,
                quietMinutes: incident.quietMinutes,
                ordersAtRisk: risk,
                minutes: minutes - incident.quietMinutes
            )
            return alert(incident, .recovering, minute: minute, summary: summary)
        }
        guard incident.quietMinutes == 0 else { return nil }
        let severity = Incident.severity(excess: incident.total.excess, lift: incident.evidence.lift, rules: rules)
        let isRaised = severity == .critical && incident.severity == .warning
        let hasGrown =
            incident.total.excess >= rules.updateGrowth * max(1, incident.reportedExcess)
            && minute - incident.reportedMinute >= rules.updateIntervalMinutes
        guard isRaised || hasGrown || incident.isRecovering else { return nil }
        if isRaised { incident.severity = .critical }
        incident.isRecovering = false
        incident.reportedExcess = incident.total.excess
        incident.reportedMinute = minute
        let summary = wording.updated(incident.slice, incident.evidence, ordersAtRisk: risk, minutes: minutes)
        return alert(incident, .updated, minute: minute, summary: summary)
    }

    /// Takes out of the findings what the open incidents explain.
    private mutating func absorb(_ findings: [Finding], _ explanation: Explanation) -> [Finding] {
        guard !incidents.isEmpty else { return findings }
        let own = Set(incidents.map(\.slot))
        var left: [Finding] = []
        var absorbed = [[Slice]](repeating: [], count: incidents.count)
        for var finding in findings where !own.contains(finding.slot) {
            var counts = finding.counts
            var explainedBy: Int?
            for (index, incident) in incidents.enumerated() {
                guard let raised = explanation.counted(incident.slice, finding.window), raised.excess > 0
                else { continue }
                counts = explanation.remainder(of: finding, counts: counts, under: incident.slice, with: raised)
                guard explanation.isAnomalous(counts, finding.noise) else {
                    explainedBy = index
                    break
                }
            }
            if let explainedBy {
                if finding.isSignificant { absorbed[explainedBy].append(finding.slice) }
            } else {
                finding.residual = counts
                left.append(finding)
            }
        }
        for index in incidents.indices { incidents[index].absorb(absorbed[index].sorted(), rules: rules.incidents) }
        return left
    }

    /// Opens an incident for each cause that has fired; narrower open incidents that it explains end.
    private mutating func open(_ findings: [Finding], _ explanation: Explanation, minute: Int) -> [Alert] {
        var alerts: [Alert] = []
        let room = rules.incidents.openMax - incidents.count { !$0.isOver }
        for cause in explanation.causes(of: findings, limit: max(0, room)) where cause.isFired {
            alerts += endNarrower(than: cause.finding, explanation, minute: minute)
            let incident = makeIncident(cause, test: explanation.test, minute: minute)
            incidents.append(incident)
            let summary = Wording(signal: signal).firing(incident.slice, incident.evidence)
            alerts.append(alert(incident, .firing, minute: minute, summary: summary))
        }
        return alerts
    }

    /// Ends the open incidents inside `wider` whose excess is no larger than its share.
    private mutating func endNarrower(than wider: Finding, _ explanation: Explanation, minute: Int) -> [Alert] {
        var alerts: [Alert] = []
        for incident in incidents where !incident.isOver && wider.slice != incident.slice {
            guard wider.slice.contains(incident.slice) else { continue }
            guard var counts = explanation.counted(incident.slice, wider.window) else { continue }
            let ended = finding(of: incident, window: wider.window, counts: counts)
            counts = explanation.remainder(of: ended, counts: counts, under: wider.slice, with: wider.counts)
            guard !explanation.isAnomalous(counts, ended.noise) else { continue }
            let summary = Wording(signal: signal).absorbed(incident.slice, by: wider.slice)
            alerts.append(alert(incident, .resolved, minute: minute, summary: summary))
        }
        let ended = Set(alerts.map(\.incidentID))
        incidents.removeAll { ended.contains($0.id) }
        return alerts
    }

    private func makeIncident(_ cause: Explanation.Cause, test: TailTest, minute: Int) -> Incident {
        let finding = cause.finding
        let start = minute - finding.windowMinutes + 1
        var stakes = Stakes()
        for part in details where part.minute >= start {
            guard let later = part.details.stakes(of: finding.slot) else { continue }
            stakes.append(later, samplesMax: rules.incidents.sampleOrdersMax)
        }
        let key = finding.slice.terms.map { "\($0.dimension.name)=\($0.value)" }.joined(separator: "\u{1F}")
        return Incident(
            id: StableID.make("inc", signal.rawValue, key, String(start)),
            finding: finding,
            startMinute: start,
            minute: minute,
            evidence: evidence(of: finding, test: test),
            stakes: stakes,
            total: finding.counts,
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
            slice: incident.slice,
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

    private func evidence(of finding: Finding, test: TailTest) -> Evidence {
        Evidence(
            windowMinutes: finding.windowMinutes,
            observed: Int(finding.counts.failures),
            trials: Int(finding.counts.trials),
            expected: finding.counts.expected,
            lift: finding.counts.lift,
            pValue: finding.gatedPValue,
            test: test.name,
            dispersion: finding.noise.dispersion,
            relativeVariance: finding.noise.relativeVariance
        )
    }

    private func alert(_ incident: Incident, _ status: Alert.Status, minute: Int, summary: String) -> Alert {
        Alert(
            id: StableID.make("alert", incident.id, status.rawValue, String(minute)),
            incidentID: incident.id,
            status: status,
            severity: incident.severity,
            signal: signal,
            slice: incident.slice,
            startedAt: Self.start(of: incident.startMinute),
            occurredAt: Self.start(of: minute + 1),
            evidence: incident.evidence,
            impact: Impact(
                ordersAtRisk: incident.ordersAtRisk,
                moneyAtRisk: incident.stakes.amounts,
                sampleOrderIDs: incident.stakes.samples
            ),
            alsoSeenIn: incident.alsoSeenIn,
            summary: summary
        )
    }
}
