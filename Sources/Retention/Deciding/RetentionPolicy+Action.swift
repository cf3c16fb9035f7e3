internal import Commerce
internal import Streaming

extension RetentionPolicy {
    /// The time zone of the customer: the one they named, that of the order, or the usual one.
    func zone(of trigger: Trigger, _ memory: CustomerMemory) -> String {
        let candidates = [memory.preferences?.timeZone, trigger.order.timeZone, defaults.timeZone]
        return candidates.compactMap { $0 }.first(where: LocalTime.isZone) ?? "UTC"
    }

    /// The action that the step of `file` takes by `rule`, with what the guard rails granted, in the customer's language.
    func action(
        _ file: Case,
        _ rule: Rule,
        _ grant: Grant,
        at time: EventTime,
        _ memory: CustomerMemory
    ) -> Action {
        let trigger = file.trigger
        let wanted = memory.preferences?.locale ?? trigger.order.locale
        guard
            let (language, template) = templates.find(
                grant.message.template,
                for: wanted,
                fallback: defaults.locale
            )
        else { preconditionFailure("a policy has each of its templates in its default language") }
        let place = file.step > 0 ? "\(rule.name)/\(file.step)" : rule.name
        var action = Action(
            id: StableID.make("act", trigger.id, place),
            triggerID: trigger.id,
            kind: grant.message.kind,
            orderID: trigger.orderID,
            customerID: trigger.customerID,
            trigger: trigger.kind,
            cause: trigger.cause,
            occurredAt: time,
            expiresAt: grant.expiresAt,
            channel: grant.channel,
            locale: language.locale,
            template: template.name,
            text: "",
            offer: grant.offer,
            policy: identity,
            rule: rule.name
        )
        action.step = file.step
        action.methods = grant.methods
        action.fee = grant.fee
        action.text = template.text(for: action, of: trigger.order, in: language, timeZone: defaults.timeZone)
        return action
    }
}
