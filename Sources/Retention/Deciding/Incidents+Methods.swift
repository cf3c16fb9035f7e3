internal import Commerce

extension Incidents {
    /// The ways to pay of `methods` that work for the order of `trigger` now, in their order: those of its country, but for
    /// the one that was tried and those that an incident touches.
    func healthy(_ methods: [RetentionPolicy.PaymentMethod], for trigger: Trigger) -> [String] {
        var names: [String] = []
        for method in methods where !names.contains(method.name) && isHealthy(method, for: trigger) {
            names.append(method.name)
        }
        return names
    }

    private func isHealthy(_ method: RetentionPolicy.PaymentMethod, for trigger: Trigger) -> Bool {
        let tried = trigger.payment
        guard method.name != tried?.method || method.provider.map({ $0 != tried?.provider }) ?? false else {
            return false
        }
        if let countries = method.countries, !countries.contains(trigger.order.country) { return false }
        var other = trigger
        other.kind = .unconfirmed
        other.payment = PaymentFacts(
            provider: method.provider ?? "unknown",
            method: method.name,
            issuer: "unknown",
            declineCode: "unknown"
        )
        return !active.contains { $0.touches(other) }
    }
}
