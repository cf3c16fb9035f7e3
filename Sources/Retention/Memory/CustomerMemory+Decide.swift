internal import Commerce
public import Streaming

/// How the memory changes with a decision, and what it answers for one.
extension CustomerMemory {
    /// Takes notice of `trigger` before it is decided and returns the customer's event time.
    ///
    /// Time never goes back for a customer, so that a late trigger does not find an action open that is over.
    mutating func observe(_ trigger: Trigger) -> EventTime {
        latest = max(latest, trigger.occurredAt)
        let oldest = Self.day(of: latest.advanced(by: -RetentionPolicy.Plan.longest))
        days.removeAll { $0.day < oldest }
        if trigger.cause == .fraud { suspectedAt = max(suspectedAt ?? .distantPast, trigger.occurredAt) }
        if trigger.kind == .cancelled, trigger.cause.isCustomersChoice {
            mark(trigger) { $0.isCancelled = true }
        }
        if trigger.kind == .cancelled { cancelComparison(of: trigger) }
        noteWait(trigger)
        return latest
    }

    /// Notes what is said of an order that is settled.
    mutating func settle(_ trigger: Trigger) {
        mark(trigger) { mark in
            if trigger.cause != .returned, trigger.cause != .refunded {
                mark.paidAt = max(mark.paidAt ?? .distantPast, trigger.occurredAt)
                mark.isCancelled = false
            }
            if trigger.cause == .delivered || trigger.cause == .returned {
                mark.deliveredAt = max(mark.deliveredAt ?? .distantPast, trigger.occurredAt)
            }
        }
    }

    /// Notes that an order was placed.
    mutating func place(_ trigger: Trigger) { mark(trigger) { _ in } }

    /// Begins to compare the order of `trigger`, once and for all.
    mutating func compare(_ comparison: Comparison, _ trigger: Trigger) {
        comparisons.append(comparison)
        mark(trigger) { $0.isCompared = true }
    }

    /// Whether the order is, or was, compared.
    func wasCompared(_ orderID: String) -> Bool {
        comparison(of: orderID) != nil || known(orderID)?.isCompared == true
    }

    /// Compares the order no more.
    mutating func endComparison(of orderID: String) { comparisons.removeAll { $0.orderID == orderID } }

    /// Notes what `file` has done for an order that is compared, with an offer that costs so much at most.
    mutating func noteAction(of file: Case, costing limitMinor: Int64) {
        guard file.isCompared, let index = comparisons.firstIndex(where: { $0.orderID == file.trigger.orderID })
        else { return }
        comparisons[index].costMinor = comparisons[index].costMinor.addingReportingOverflow(limitMinor).partialValue
        comparisons[index].actionID = file.actionID
        guard comparisons[index].triggerID == file.trigger.id else { return }
        comparisons[index].step = file.step
    }

    /// The order of `trigger` was cancelled: it is lost unless something is heard of it, or placed again.
    private mutating func cancelComparison(of trigger: Trigger) {
        guard let index = comparisons.firstIndex(where: { $0.orderID == trigger.orderID }),
            comparisons[index].kind.isLostByCancelling, trigger.occurredAt >= comparisons[index].occurredAt
        else { return }
        comparisons[index].cancelledAt = max(comparisons[index].cancelledAt ?? .distantPast, trigger.occurredAt)
    }

    /// Takes the case of `orderID` out.
    mutating func takeCase(of orderID: String) -> Case? {
        guard let index = cases.firstIndex(where: { $0.trigger.orderID == orderID }) else { return nil }
        return cases.remove(at: index)
    }

    /// Counts an action on the day that it is at `time` in `zone`.
    mutating func countAction(at time: EventTime, in zone: String) {
        let day = Self.day(of: time, in: zone)
        if let index = days.firstIndex(where: { $0.day >= day }) {
            if days[index].day == day {
                days[index].actions += 1
            } else {
                days.insert(DayCount(day: day, actions: 1), at: index)
            }
        } else {
            days.append(DayCount(day: day, actions: 1))
        }
    }

    /// Lets the cases that wait for the end of an incident go, now that at `time` one has ended: those whose order none of
    /// `incidents` touches any more get a turn within `spread`, each at its own moment.
    public mutating func release(at time: EventTime, incidents: Incidents, over spread: Milliseconds) -> Bool {
        var isChanged = false
        for index in cases.indices where cases[index].stage == .incident {
            guard incidents.firing(for: cases[index].trigger).isEmpty else { continue }
            let turn = max(time, latest).advanced(by: Spread.turn(of: cases[index].trigger.id, over: spread))
            guard turn < cases[index].dueAt else { continue }
            cases[index].dueAt = turn
            isChanged = true
        }
        return isChanged
    }

    /// How many actions the customer got on the day that it is at `time` in `zone`.
    func actions(onDayOf time: EventTime, in zone: String) -> Int {
        let day = Self.day(of: time, in: zone)
        return days.first { $0.day == day }?.actions ?? 0
    }

    /// Whether the danger of `trigger` was over before we heard of it: a payment that is asked for was made, a parcel
    /// that is late has come, a product that is back is not waited for any more.
    func isOver(_ trigger: Trigger) -> Bool {
        guard let mark = known(trigger.orderID) else { return false }
        if trigger.kind == .backInStock { return mark.waitOverAt != nil }
        let end =
            switch trigger.kind {
            case .paymentFailed, .unconfirmed: mark.paidAt
            case .delayed: mark.deliveredAt
            case .cancelled, .wrongShipment, .feedback, .backInStock, .settled, .placed, .replied: nil as EventTime?
            }
        return end.map { trigger.occurredAt <= $0 } ?? false
    }

    /// Whether the customer cancelled, by choice, so many of the last orders as `caps` says.
    func isSerialCanceller(_ caps: RetentionPolicy.Caps) -> Bool {
        orders.suffix(caps.serialOrders).count(where: \.isCancelled) >= caps.serialCancellations
    }

    /// What is remembered of the order with `orderID`.
    func known(_ orderID: String) -> OrderMark? {
        let order = Self.hash(orderID)
        return orders.first { $0.order == order }
    }

    mutating func mark(_ trigger: Trigger, _ change: (inout OrderMark) -> Void) {
        let order = Self.hash(trigger.orderID)
        if let index = orders.firstIndex(where: { $0.order == order }) {
            orders[index].touchedAt = max(orders[index].touchedAt, trigger.occurredAt)
            change(&orders[index])
            return
        }
        if orders.count == Self.ordersMax { orders.removeFirst() }
        var mark = OrderMark(order: order, touchedAt: trigger.occurredAt)
        change(&mark)
        orders.append(mark)
    }

    static func hash(_ orderID: String) -> UInt64 {
        var hash = StableHash()
        hash.combine(orderID)
        return hash.value
    }
}

extension Cause {
    /// Whether a cancellation for it was the customer's own choice: what makes a serial canceller.
    fileprivate var isCustomersChoice: Bool {
        switch self {
        case .outOfStock, .paymentFailed, .duplicate, .fraud: false
        default: true
        }
    }
}
