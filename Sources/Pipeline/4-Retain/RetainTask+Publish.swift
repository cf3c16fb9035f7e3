internal import Commerce
internal import Kafka
internal import Streaming

extension RetainTask {
    func publish(_ decision: Decision) {
        outbox.count { $0.note(decision) }
        outbox.publish(
            DecisionCodec.encode(decision),
            to: outbox.topics.decisions,
            key: decision.customerID,
            id: decision.id,
            type: DecisionCodec.cloudEventType,
            at: decision.occurredAt
        )
    }

    func publish(_ action: Action) {
        outbox.count { $0.actions[action.kind, default: 0] += 1 }
        outbox.publish(
            ActionCodec.encode(action),
            to: outbox.topics.actions,
            key: action.customerID,
            id: action.id,
            type: ActionCodec.cloudEventType,
            at: action.occurredAt
        )
    }

    func publish(_ request: BudgetRequest, at time: EventTime) {
        var request = request
        request.partition = partitions[0].partition
        request.position = triggers.reached.rawValue
        outbox.publish(
            BudgetCodec.encode(request, at: time),
            to: outbox.topics.budgets,
            key: "\(request.policy)/\(request.amount.currency)",
            id: request.id,
            type: BudgetCodec.requestEventType,
            at: time
        )
    }
}
