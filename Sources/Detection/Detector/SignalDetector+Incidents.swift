internal import Commerce
internal import Streaming

extension SignalDetector {
    /// Follows the open incidents through a minute and opens new ones for what they do not explain.
    mutating func follow(_ findings: [Finding], minute: Int, test: TailTest, cut: Double) -> [Alert] {
        guard !findings.isEmpty || !incidents.isEmpty else { return [] }
        let explanation = explanation(at: minute, test: test, cut: cut)
        var rest = findings
        var alerts: [Alert] = []
        for place in incidents.indices { grow(place, minute: minute) }
        for place in incidents.indices {
            let slot = incidents[place].slot
            let own = findings.first { $0.slot == slot }
            var cause = incidents[place].finding
            cause.counts = rings.sum(slot: slot, endingAt: minute, minutes: cause.windowMinutes)
            let (explained, left) = explanation.split(rest, by: own ?? cause)
            rest = left
            incidents[place].absorb(explained.map { table.names[$0.slot] }, max: rules.incidents.alsoSeenInMax)
            alerts += step(place, own: own, minute: minute)
        }
        incidents.removeAll { $0.quietMinutes >= rules.incidents.resolvedAfterMinutes }
        for cause in explanation.causes(of: rest) where incidents.count < rules.incidents.openMax {
            alerts.append(open(cause, minute: minute))
        }
        return alerts
    }

    private func explanation(at minute: Int, test: TailTest, cut: Double) -> Explanation {
        let (table, rings) = (table, rings)
        return Explanation(
            rules: rules.incidents,
            test: test,
            cut: cut,
            name: { table.names[$0] },
            counts: { slice, minutes in
                guard let slot = table.slot(of: slice), table.states[slot].isActive else { return nil }
                return rings.sum(slot: slot, endingAt: minute, minutes: minutes)
            }
        )
    }

    /// Adds the minute to what the incident has cost.
    private mutating func grow(_ place: Int, minute: Int) {
        let slot = incidents[place].slot
        incidents[place].add(
            rings.counts(slot: slot, minute: minute),
            stakes: stakes(of: slot, in: minute...minute),
            samplesMax: rules.incidents.sampleOrdersMax
        )
    }

    /// Moves an incident along its life, and says so when it is worth saying.
    private mutating func step(_ place: Int, own: Finding?, minute: Int) -> [Alert] {
        guard let own else {
            incidents[place].quietMinutes += 1
            return calm(place, minute: minute)
        }
        incidents[place].quietMinutes = 0
        let wasRecovering = incidents[place].isRecovering
        incidents[place].isRecovering = false
        if own.counts.excess >= incidents[place].finding.counts.excess { incidents[place].finding = own }
        let severity = Incident.severity(of: incidents[place].total, own, rules.incidents)
        let isWorse = severity == .critical && incidents[place].severity != .critical
        if isWorse { incidents[place].severity = severity }
        let hasGrown =
            incidents[place].total.excess >= rules.incidents.updateGrowth * incidents[place].reportedExcess
            && minute - incidents[place].reportedMinute >= rules.incidents.updateIntervalMinutes
        return wasRecovering || isWorse || hasGrown ? [report(place, .updated, minute: minute)] : []
    }

    private mutating func calm(_ place: Int, minute: Int) -> [Alert] {
        let quiet = incidents[place].quietMinutes
        if quiet >= rules.incidents.resolvedAfterMinutes { return [report(place, .resolved, minute: minute)] }
        guard quiet == rules.incidents.recoveringAfterMinutes else { return [] }
        incidents[place].isRecovering = true
        return [report(place, .recovering, minute: minute)]
    }

    private mutating func open(_ cause: Explanation.Cause, minute: Int) -> Alert {
        let slot = cause.finding.slot
        let start = onset(of: slot, minute: minute, window: cause.finding.windowMinutes)
        var total = WindowCounts()
        for counted in start...minute { total += rings.counts(slot: slot, minute: counted) }
        var incident = Incident(
            signal: signal,
            finding: cause.finding,
            slice: table.names[slot],
            start: start,
            total: total,
            stakes: stakes(of: slot, in: start...minute),
            rules: rules.incidents,
            minute: minute
        )
        incident.absorb(cause.explained.map { table.names[$0.slot] }, max: rules.incidents.alsoSeenInMax)
        incidents.append(incident)
        return report(incidents.count - 1, .firing, minute: minute)
    }

    /// The minute of the window from which on the excess is most improbable (Page's change point, by Kulldorff's gain).
    private func onset(of slot: Int, minute: Int, window: Int) -> Int {
        var sum = WindowCounts()
        var best = (minute: minute, gain: -1.0)
        for back in 0..<window {
            sum += rings.counts(slot: slot, minute: minute - back)
            let gain = sum.gain(phi: dispersion.phi)
            if gain > best.gain { best = (minute - back, gain) }
        }
        return best.minute
    }

    private func stakes(of slot: Int, in minutes: ClosedRange<Int>) -> Stakes {
        var stakes = Stakes()
        for (minute, details) in details where minutes.contains(minute) {
            if let part = details.stakes(of: slot) {
                stakes.append(part, samplesMax: rules.incidents.sampleOrdersMax)
            }
        }
        return stakes
    }

    private mutating func report(_ place: Int, _ status: Alert.Status, minute: Int) -> Alert {
        incidents[place].reportedExcess = max(incidents[place].total.excess, 1)
        incidents[place].reportedMinute = minute
        let incident = incidents[place]
        let counts = incident.finding.counts
        let evidence = Evidence(
            windowMinutes: incident.finding.windowMinutes,
            observed: Int(counts.failures),
            trials: Int(counts.trials),
            expected: counts.expected,
            lift: counts.lift,
            pValue: incident.finding.pValue,
            test: TailTest(isProportion: signal.isProportion, gates: rules.gates(of: signal)).name
        )
        return Alert(
            id: StableID.make("alt", incident.id, status.rawValue, "\(minute)"),
            incidentID: incident.id,
            status: status,
            severity: incident.severity,
            signal: signal,
            slice: incident.slice,
            startedAt: Self.start(of: incident.startMinute),
            occurredAt: Self.start(of: minute + 1),
            evidence: evidence,
            impact: Impact(
                ordersAtRisk: max(0, Int(incident.total.excess.rounded())),
                moneyAtRisk: incident.stakes.amounts,
                sampleOrderIDs: incident.stakes.samples
            ),
            alsoSeenIn: incident.alsoSeenIn,
            summary: AlertSentence.make(signal, incident.slice, status, evidence)
        )
    }
}
