import Commerce
import Streaming

// Who does what when. Nothing is planned for after the end.
extension Shop {
    private static let minute: Int64 = 60_000

    /// Plans what the scenario fixes: the first minute, the incidents that empty shelves, the preferences.
    mutating func open() {
        let start = scenario.configuration.start.milliseconds
        plan(.minute, 0, at: start)
        for (index, incident) in plan.incidents.enumerated() where incident.emptied != nil {
            plan(.emptyStock, index, at: incident.start)
            plan(.refillStock, index, at: incident.end)
        }
        var chance = Chance(seed: seed, .preferences, number: 1)
        for customer in world.customers.indices
        where chance.happens(scenario.configuration.behaviour.preferencesShare) {
            plan(.preferencesAtStart, customer, at: start + chance.milliseconds(0...59_999))
        }
        for (index, disturbance) in scenario.disturbances.enumerated() {
            guard case .serialCanceller(let count) = disturbance.kind else { continue }
            var chance = Chance(seed: seed, .disturbances, number: UInt64(index))
            for number in 0..<count {
                let at = disturbance.start.milliseconds + chance.milliseconds(0...disturbance.duration.rawValue)
                plan(.serialOrder, number, at: at)
            }
        }
    }

    /// A minute passes: rates drift, and the orders and preference changes of the next minute are planned.
    mutating func passMinute(at now: Int64) {
        let local = now + plan.clockShift(at: now)
        climate.advance(to: local)
        plan.advance(to: now)
        let configuration = scenario.configuration
        let usual = configuration.ordersPerDay * configuration.profile.factor(at: EventTime(milliseconds: local))
        let perMillisecond = usual * climate.volumeFactor * plan.volumeFactor(at: now) / 86_400_000
        var time = Double(now) + arrivals.exponential() / perMillisecond
        while time < Double(now + Self.minute) {
            agendaAdd(PlannedStep(step: .arrive, subject: 0), at: Int64(time), tie: UInt64(arrivalsPlanned) << 12)
            arrivalsPlanned += 1
            time += arrivals.exponential() / perMillisecond
        }
        let changes = configuration.behaviour.preferenceChangesPerHour / 60
        if changes > 0 {
            var share = preferenceChanges.exponential() / changes
            while share < 1 {
                let customer = preferenceChanges.index(below: world.customers.count)
                plan(.preferencesChange, customer, at: now + Int64(share * Double(Self.minute)))
                share += preferenceChanges.exponential() / changes
            }
        }
        plan(.minute, 0, at: now + Self.minute)
    }

    /// Plans a step that belongs to no order.
    mutating func plan(_ step: Step, _ subject: Int, at time: Int64) {
        let tie = 1 << 62 | UInt64(step.rawValue) << 48 | UInt64(subject)
        agendaAdd(PlannedStep(step: step, subject: Int32(subject)), at: time, tie: tie)
    }

    /// Plans a step of the order in `slot`.
    mutating func plan(
        _ step: Step,
        _ slot: Int,
        after delay: Int64,
        of now: Int64,
        _ reason: CancelReason = .unknown,
        by canceller: Canceller = .unknown
    ) {
        guard now + delay < end else { return }
        orders[slot].pending += 1
        orders[slot].stepCount += 1
        let tie = UInt64(orders[slot].number) << 12 | orders[slot].stepCount
        let task = PlannedStep(step: step, subject: Int32(slot), reason: reason, canceller: canceller)
        agendaAdd(task, at: now + delay, tie: tie)
    }

    private mutating func agendaAdd(_ task: PlannedStep, at time: Int64, tie: UInt64) {
        if time < end { agenda.add(at: time, tie: tie, task) }
    }
}
