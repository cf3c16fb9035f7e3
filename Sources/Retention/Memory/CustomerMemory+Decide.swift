internal import Commerce
internal import Streaming

/// How the memory changes with a decision, and what it answers for one.
extension CustomerMemory {
    /// Takes notice of `trigger` before it is decided and returns the customer's event time.
    ///
    /// What expired by that time is forgotten: time never goes back for a customer, so that a late trigger does not
    /// find an action open that is over.
    mutating func observe(_ trigger: Trigger) -> EventTime {
        latest = max(latest, trigger.occurredAt)
        openActions.removeAll { $0.expiresAt <= latest }
        let oldest = Self.day(of: latest.advanced(by: -RetentionPolicy.Plan.longest))
        days.removeAll { $0.day < oldest }
        if trigger.cause == .fraud { suspectedAt = max(suspectedAt ?? .distantPast, trigger.occurredAt) }
        if trigger.kind == .cancelled, trigger.cause.isCustomersChoice {
            mark(trigger) { $0.isCancelled = true }
        }
        return latest
    }

    /// Notes that an order is settled and returns the action that was open for it.
    mutating func settle(_ trigger: Trigger) -> OpenAction? {
        mark(trigger) { mark in
            if trigger.cause != .returned {
                mark.paidAt = max(mark.paidAt ?? .distantPast, trigger.occurredAt)
                mark.isCancelled = false
            }
            if trigger.cause == .delivered || trigger.cause == .returned {
                mark.deliveredAt = max(mark.deliveredAt ?? .distantPast, trigger.occurredAt)
            }
        }
        return close(trigger.orderID)
    }

    /// Closes what is open for `orderID` and returns it.
    @discardableResult
    mutating func close(_ orderID: String) -> OpenAction? {
        guard let index = openActions.firstIndex(where: { $0.orderID == orderID }) else { return nil }
        return openActions.remove(at: index)
    }

    /// Remembers `action`, which was decided.
    mutating func remember(_ action: Action) {
        precondition(openAction(of: action.orderID) == nil, "an order has one open action")
        openActions.append(
            OpenAction(
                actionID: action.id,
                triggerID: action.triggerID,
                orderID: action.orderID,
                trigger: action.trigger,
                cause: action.cause,
                rule: action.rule,
                expiresAt: action.expiresAt
            )
        )
        let day = Self.day(of: action.occurredAt)
        if let index = days.firstIndex(where: { $0.day >= day }) {
            if days[index].day == day {
                days[index].actions += 1
            } else {
                days.insert(DayCount(day: day, actions: 1), at: index)
            }
        } else {
            days.append(DayCount(day: day, actions: 1))
        }
        if action.offer?.kind == OfferKind.voucher.rawValue {
            voucherAt = max(voucherAt ?? .distantPast, action.occurredAt)
        }
    }

    /// How many actions the customer got on the day of `time`.
    func actions(onDayOf time: EventTime) -> Int {
        days.first { $0.day == Self.day(of: time) }?.actions ?? 0
    }

    /// Whether the danger of `trigger` was over before we heard of it: a payment that is asked for was made, a parcel
    /// that is late has come.
    func isOver(_ trigger: Trigger) -> Bool {
        let order = Self.hash(trigger.orderID)
        guard let mark = orders.first(where: { $0.order == order }) else { return false }
        let end =
            switch trigger.kind {
            case .paymentFailed, .unconfirmed: mark.paidAt
            case .delayed: mark.deliveredAt
            case .cancelled, .wrongShipment, .feedback, .backInStock, .settled, .placed: nil as EventTime?
            }
        return end.map { trigger.occurredAt <= $0 } ?? false
    }

    /// Whether the customer cancelled, by choice, so many of the last orders as `caps` says.
    func isSerialCanceller(_ caps: RetentionPolicy.Caps) -> Bool {
        orders.suffix(caps.serialOrders).count(where: \.isCancelled) >= caps.serialCancellations
    }

    private mutating func mark(_ trigger: Trigger, _ change: (inout OrderMark) -> Void) {
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

    private static func hash(_ orderID: String) -> UInt64 {
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
