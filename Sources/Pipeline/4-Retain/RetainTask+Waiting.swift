internal import Commerce
internal import Kafka
internal import Retention
internal import Streaming

// Whom a RETAIN task hears ahead of what it reads in step, and whom it waits for.
extension RetainTask {
    /// How far the triggers were read.
    var position: Int64 { inputs[0].position?.rawValue ?? 0 }

    /// Hears what the keeper answers and how far DETECT is: whatever was read, and whoever is waited for.
    func hearNotices() {
        while !outbox.isFull, let time = notices.head(&outbox) {
            switch notices.take() {
            case .answer(let answer): hear(answer, at: time)
            case .progress(let progress): patience.hear(progress)
            case .alert, .preferences, .trigger: outbox.ignored(1)
            }
        }
        giveBackUnasked()
    }

    /// Looks anew for what may be taken. While nothing was, nobody was listened to, which is no silence of theirs.
    func beginLooking(at now: WallTime) {
        if patience.waiting != nil {
            progress.listenAnew()
            startedAt = now
        }
        patience.begin()
    }

    /// Whether the next record of input `source` may be taken.
    func mayTake(from source: Int, at time: EventTime, _ now: WallTime) -> Bool {
        guard patience.allows(inputs[source].announced?.customerID, at: time) else { return false }
        // Alerts are what is waited for.
        return source > 0 || patience.allowsDeciding(at: time, now)
    }

    // MARK: Money

    /// Takes what the keeper says, once, or keeps it while the request was not read yet that it answers.
    func hear(_ answer: BudgetAnswer, at time: EventTime) {
        patience.hearKeeper()
        let request = answer.request
        var hash = StableHash()
        hash.combine(request.id)
        guard answered.insert(hash.value, at: time) else { return outbox.count { $0.duplicates += 1 } }
        let isAwaited = customers[request.customerID]?.openCase(of: request.orderID)?.request?.id == request.id
        guard isAwaited || position > request.position else {
            early[request.id] = EarlyAnswer(answer, at: time)
            return
        }
        take(answer, at: time)
    }

    private func take(_ answer: BudgetAnswer, at time: EventTime) {
        update(answer.request.customerID) { policy.take(answer, at: time, memory: &$0, incidents: incidents) }
    }

    /// Takes the answer to `request` that was there before it was asked.
    func takeEarly(_ request: String) {
        guard early.count > 0, let known = early[request] else { return }
        early[request] = nil
        take(known.answer, at: known.at)
    }

    /// Takes the answers to what was not asked although it was read: nobody waits for their money, so it is given back.
    private func giveBackUnasked() {
        guard early.count > 0 else { return }
        var unasked: [String] = []
        early.forEach { if position > $1.answer.request.position { unasked.append($0) } }
        for request in unasked.sorted() { takeEarly(request) }
    }
}

extension RetainNews {
    /// Whom it is about; `nil` when it is about nobody or all.
    fileprivate var customerID: String? {
        switch self {
        case .trigger(let trigger): trigger.customerID
        case .preferences(let customerID, _): customerID
        case .answer, .alert, .progress: nil
        }
    }
}
