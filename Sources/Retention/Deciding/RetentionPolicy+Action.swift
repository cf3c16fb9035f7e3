internal import Commerce
internal import Streaming

extension RetentionPolicy {
    /// The action that `rule` takes for `trigger` with what the guard rails granted, in the customer's language.
    func action(_ trigger: Trigger, _ rule: Rule, _ grant: Grant, _ memory: CustomerMemory) -> Action {
        let wanted = memory.preferences?.locale ?? trigger.order.locale
        guard
            let (language, template) = templates.find(
                grant.message.template,
                for: wanted,
                fallback: defaults.locale
            )
        else { preconditionFailure("a policy has each of its templates in its default language") }
        var action = Action(
            id: StableID.make("act", trigger.id, rule.name),
            triggerID: trigger.id,
            kind: grant.message.kind,
            orderID: trigger.orderID,
            customerID: trigger.customerID,
            trigger: trigger.kind,
            cause: trigger.cause,
            occurredAt: trigger.occurredAt,
            expiresAt: grant.expiresAt,
            channel: grant.channel,
            locale: language.locale,
            template: template.name,
            text: "",
            offer: grant.offer,
            policy: identity,
            rule: rule.name
        )
        action.text = template.text(for: action, of: trigger.order, in: language, timeZone: defaults.timeZone)
        return action
    }
}
