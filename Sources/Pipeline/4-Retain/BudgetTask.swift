internal import Commerce
internal import Kafka
internal import Streaming

/// The keeper of the money: says yes or no to the requests of all RETAIN tasks, one after the other, so that what offers may
/// cost on a day is never exceeded, whoever asks, dies and asks again.
///
///     requests of customers-0 ─┐
///     requests of customers-1 ─┴─► spent by policy, currency and day ─► answers, each to the partition that asked
///
/// A day's money is that of the event time at which it was asked for. What is given back can be given to others.
final class BudgetTask: StageTask {
    let partitions: [TopicPartition]
    var input: RecordInput<BudgetRequest>
    var outbox: Outbox
    /// What is spent, by `policy/currency/day`.
    var spent = KeyedState<SpentMoney>()
    /// What was answered: without transactions a request can come twice.
    var answered = RecentSet(window: .days(1), capacity: 1 << 20)
    /// The newest day that was asked for.
    var newestDay: Int64 = .min

    /// How many days before the newest one are remembered.
    private static let daysKept: Int64 = 8

    init(partition: TopicPartition, topics: Topics) {
        partitions = [partition]
        input = RecordInput(partition: partition)
        outbox = Outbox(topics: topics, stage: "retain", task: "budgets-\(partition.partition)")
    }

    var statistics: TaskStatistics { outbox.statistics }
    let stateVersion = 1

    /// A task may wait for what it has to say.
    var isAwaited: Bool { !outbox.isEmpty }

    func wants(_ partition: TopicPartition) -> Bool { input.byteCount < 2 << 20 }

    func ingest(_ batch: inout RecordBatch, of partition: TopicPartition, at now: WallTime) {
        input.append(&batch) { batch, index in
            guard let value = batch.valueBytes(at: index) else { return .ignored }
            do throws(DecodeError) {
                let (request, time) = try BudgetCodec.decodeRequest(value)
                return .item(request, time)
            } catch {
                return .faulty(.undecodable(error))
            }
        }
    }

    func process(at now: WallTime) {
        while let time = input.head(&outbox) { answer(input.take(), at: time) }
    }

    private func answer(_ request: BudgetRequest, at time: EventTime) {
        var hash = StableHash()
        hash.combine(request.id)
        guard answered.insert(hash.value, at: time) else { return outbox.count { $0.duplicates += 1 } }
        forget(before: request.day)
        let key = "\(request.policy)/\(request.amount.currency)/\(request.day)"
        var money = spent[key] ?? SpentMoney(day: request.day)
        let isGranted = money.take(request)
        spent[key] = money
        // Who gives back waits for no answer.
        guard request.amount.amountMinor > 0 else { return }
        let answer = BudgetAnswer(request, isGranted: isGranted)
        outbox.publish(
            BudgetCodec.encode(answer, at: time),
            to: outbox.topics.notices,
            partition: request.partition,
            key: request.customerID,
            id: "\(request.id)-answer",
            type: BudgetCodec.answerEventType,
            at: time
        )
    }

    private func forget(before day: Int64) {
        guard day > newestDay else { return }
        newestDay = day
        spent.update { $0.day < day - Self.daysKept ? .removed : .none }
    }
}
