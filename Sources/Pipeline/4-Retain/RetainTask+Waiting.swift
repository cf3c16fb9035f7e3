internal import Commerce
internal import Kafka
internal import Retention
internal import Streaming

// Whom a RETAIN task hears ahead of what it reads in step, and whom it waits for.
extension RetainTask {
    var waiting: Waiting? { patience.waiting }

    func stopWaiting() {
        if patience.waiting?.whom == .track {
            for lane in writers.indices { if let heard = triggers.silence(of: lane) { silentWriters[lane] = heard } }
        }
        patience.giveUp()
    }

    /// While it waits for money, what it has asked for is urgent.
    var isAwaited: Bool { patience.waiting?.whom == .keeper && !outbox.isEmpty }

    /// Up to where all triggers are taken.
    private var position: Int64 { triggers.position?.rawValue ?? 0 }

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

    /// Whether the next item of `lane`, which is the first of all that were read, may be taken.
    func mayTake(from lane: Int, at time: EventTime, _ now: WallTime) -> Bool {
        guard patience.allows(triggers.announced(in: lane)?.customerID, at: time) else { return false }
        guard Patience.isOld(time, at: now) else { return true }
        if let lagging = lagging(behind: time) { return patience.wait(forTracker: lagging.lane, heard: lagging.heard) }
        return patience.allowsDeciding(at: time, now)
    }

    /// The first task of TRACK that may still write of times before `time`, with how much was heard of it; `nil` when there
    /// is none, or no room for more of the others.
    private func lagging(behind time: EventTime) -> (lane: Int, heard: Int)? {
        guard triggers.byteCount < Self.bytesAhead else { return nil }
        for lane in writers.indices {
            guard let heard = triggers.silence(of: lane), silentWriters[lane] != heard,
                progress.told(by: writers[lane]) < time
            else { continue }
            return (lane, heard)
        }
        return nil
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
