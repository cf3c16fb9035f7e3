internal import Commerce
internal import Streaming

extension RetentionPolicy {
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
            text: template.text { Self.value(of: $0, trigger, grant.offer, language) },
            offer: grant.offer,
            policy: identity,
            rule: rule.name
        )
        action.step = file.step
        action.methods = grant.methods
        action.fee = grant.fee
        return action
    }

    private static func value(
        of placeholder: Placeholder,
        _ trigger: Trigger,
        _ offer: Offer?,
        _ language: TemplateLanguage
    ) -> String {
        let order = trigger.order
        switch placeholder {
        case .orderID:
            return trigger.orderID
        case .sku:
            return order.sku == "unknown" ? language.unknownSKU : order.sku
        case .amount:
            guard order.totalMinor > 0, order.currency != "unknown" else { return language.unknownAmount }
            return AmountText.of(order.totalMinor, order.currency)
        case .percent:
            return offer?.percent.map(String.init) ?? ""
        case .limit:
            guard let limit = offer?.costLimitMinor, let currency = offer?.currency else { return "" }
            return AmountText.of(limit, currency)
        }
    }
}
