internal import Commerce
internal import Streaming

/// One attempt to carry out a step: asks the guard rails one after the other, and notes what each says.
///
///     is the customer held out?  asked first, so that what was done before decides nothing about it
///     is it allowed at all?      switch, deadline, caps, channel
///     is it the right moment?    incident, quiet hours
///     with its offer?            suspicion, serial canceller, consent, voucher, margin, budget
struct Attempt {
    let policy: RetentionPolicy
    let rule: RetentionPolicy.Rule
    let plan: RetentionPolicy.Plan
    let trigger: Trigger
    let memory: CustomerMemory
    let incidents: Incidents
    /// The customer's event time.
    let now: EventTime
    /// When the step was due: what the plan's deadline is counted from.
    let startsAt: EventTime
    /// Which step of the ladder it is.
    let step: Int
    /// The arm; `nil` where the rule is not measured.
    let arm: Arm?
    /// Whether nothing may be done at all: the customer is not to be reached, or not any more.
    private(set) var isRefusedAtAll = true
    /// What the keeper of the money said, where it was asked.
    let answer: BudgetAnswer?
    /// What the guard rails said, in order.
    private(set) var answers: [GuardRail.Answer] = []

    init(
        _ rule: RetentionPolicy.Rule,
        of policy: RetentionPolicy,
        for file: Case,
        memory: CustomerMemory,
        incidents: Incidents,
        at now: EventTime,
        startsAt: EventTime,
        answer: BudgetAnswer?
    ) {
        self.policy = policy
        self.rule = rule
        self.plan = rule.steps[file.step].plan
        self.trigger = file.trigger
        self.memory = memory
        self.incidents = incidents
        self.now = now
        self.startsAt = startsAt
        self.step = file.step
        self.arm = file.arm
        self.answer = answer
    }

    /// Notes what `rail` says and returns whether it lets the action pass; `note` says why not, or what it changed.
    mutating func ask(_ rail: GuardRail, _ passed: Bool, _ note: String? = nil) -> Bool {
        answers.append(GuardRail.Answer(rail, passed: passed, note: passed ? nil : note))
        return passed
    }

    /// Whether the step may be carried out now.
    mutating func run() -> Permission {
        let expiresAt = deadline
        guard ask(.killSwitch, policy.isEnabled, "the policy is switched off") else {
            return .refused(.switchedOff, reason: "The policy is switched off.")
        }
        if rule.isMeasured, rule.steps[step].isMeasured {
            guard ask(.holdOut, arm != .heldOut, "\(policy.holdOutPercent) % of the customers are") else {
                return .heldOut
            }
        }
        guard ask(.deadline, expiresAt > now, "it passed before") else {
            return .refused(.expired, reason: "The deadline of the action has passed before it was decided.")
        }
        if let refusal = refusedByCaps() { return refusal }
        let channel = policy.channel(of: plan, for: memory)
        guard ask(.channel, channel != nil, "none that the policy has is welcome"), let channel else {
            return .refused(.noConsent, reason: "The customer wants none of the channels that the policy has.")
        }
        isRefusedAtAll = false
        let methods = plan.message.kind.namesMethods ? incidents.healthy(policy.methods, for: trigger) : []
        if let hold = heldByIncident(until: expiresAt, methods) { return hold }
        if let hold = heldByNight(channel) { return hold }
        var grant = Grant(message: plan.message, channel: channel, expiresAt: expiresAt, methods: methods)
        grant.fee = fee
        return withOffer(grant)
    }

    private mutating func refusedByCaps() -> Permission? {
        let most = policy.caps.actionsPerDay
        guard ask(.actionsPerDay, memory.actions(onDayOf: startsAt, in: zone) < most, "\(most) on a day") else {
            return .refused(
                .capped,
                reason: "The customer had the \(most) actions that the policy allows on a day."
            )
        }
        let open = memory.cases.count { $0.isOpen(at: now) }
        guard ask(.openActions, open < CustomerMemory.casesMax, "\(open) are open") else {
            return .refused(.capped, reason: "The customer has \(CustomerMemory.casesMax) open actions.")
        }
        return nil
    }

    // MARK: The right moment

    private mutating func heldByIncident(until end: EventTime, _ methods: [String]) -> Permission? {
        guard trigger.kind.isAboutPayment else { return nil }
        let firing = incidents.firing(for: trigger)
        let isStuck = plan.message.kind.namesMethods && !policy.methods.isEmpty && methods.isEmpty
        let waits = plan.waitsForIncident || plan.message.kind.returnsToMethod || isStuck
        guard let first = firing.first else {
            _ = ask(.incident, true)
            return nil
        }
        guard ask(.incident, !waits, "\(first.id) is firing") else {
            return .held(.incident, until: end, reason: "Held while incident \(first.id) is firing.")
        }
        return nil
    }

    private mutating func heldByNight(_ channel: String) -> Permission? {
        guard channel != RetentionPolicy.Plan.agentChannel, !plan.isForAnyHour else { return nil }
        guard let morning else {
            _ = ask(.quietHours, true)
            return nil
        }
        _ = ask(.quietHours, false, "until \(Self.clock(quietHours?.end ?? 0)) in \(zone)")
        if let latest, latest <= morning {
            return .refused(.expired, reason: "It is night where the customer is, and in the morning it is too late.")
        }
        return .held(.morning, until: morning, reason: "Held until the morning where the customer is.")
    }

    private var quietHours: RetentionPolicy.QuietHours? {
        guard let start = memory.preferences?.quietStart, let end = memory.preferences?.quietEnd,
            (0..<1440).contains(start), (0..<1440).contains(end)
        else { return policy.defaults.quietHours }
        return RetentionPolicy.QuietHours(start: start, end: end)
    }

    private var zone: String { policy.zone(of: trigger, memory) }

    /// When the customer's night is over, and this customer's turn has come; `nil` when it is no night.
    private var morning: EventTime? {
        guard let quietHours, let offset = LocalTime.offset(of: zone, at: now),
            let minutes = quietHours.minutesLeft(at: LocalTime.minuteOfDay(now, offset: offset))
        else { return nil }
        let minute = Milliseconds.minutes(1)
        let begun = Panes(length: minute).start(of: now)
        let end = begun.advanced(by: .minutes(Int64(minutes)))
        // The clocks may be changed before morning.
        let change = (LocalTime.offset(of: zone, at: end) ?? offset).rawValue - offset.rawValue
        let turn = Spread.turn(of: trigger.id, over: policy.releaseOver)
        return end.advanced(by: Milliseconds(turn.rawValue - change))
    }

    private static func clock(_ minute: Int) -> String {
        let (hour, minute) = (minute / 60, minute % 60)
        return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }

    // MARK: The parts of an action

    /// The end of the plan.
    private var deadline: EventTime {
        let end = startsAt.advanced(by: plan.expires)
        return latest.map { min(end, $0) } ?? end
    }

    /// The moment after which the action is of no use, however late it was decided: a payment cannot be made for an order
    /// that is given up, and what is shipped by express from then on comes no sooner.
    private var latest: EventTime? {
        if trigger.kind == .paymentFailed, let confirmBy = trigger.order.confirmBy, confirmBy > trigger.occurredAt {
            return confirmBy
        }
        if plan.offer?.kind == .freeExpress, let promisedAt = trigger.order.promisedAt {
            return promisedAt.advanced(by: -policy.expressLead)
        }
        return nil
    }

    private var fee: Fee? {
        guard let plan = plan.fee, trigger.order.totalMinor > 0 else { return nil }
        let amount = Int64(clamping: Int128(trigger.order.totalMinor) * Int128(plan.percent) / 100)
        return Fee(amount: Money(currency: trigger.order.currency, amountMinor: amount), reason: plan.reason)
    }
}
