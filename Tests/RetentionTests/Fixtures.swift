import Commerce
import Retention
import Streaming

/// A moment of 2026-11-20, so many minutes after midnight UTC.
func minute(_ minutes: Int64) -> EventTime {
    EventTime(milliseconds: 1_795_132_800_000 + minutes * 60_000)
}

/// A trigger of customer C-1 for an order in CNY, placed so many minutes before: after its window of cancellation.
func danger(
    _ kind: Trigger.Kind,
    _ cause: Cause,
    order: String = "O-1",
    at minutes: Int64 = 600,
    customer: String = "C-1",
    tier: CustomerTier = .regular,
    totalMinor: Int64 = 25_998,
    currency: String = "CNY",
    locale: String = "en",
    customMade: Bool = false,
    placedBefore: Int64 = 90,
    confirmBy: EventTime? = nil,
    payment: PaymentFacts? = nil
) -> Trigger {
    Trigger(
        id: StableID.make("trg", kind.rawValue, cause.rawValue, order, "\(minutes)"),
        kind: kind,
        cause: cause,
        occurredAt: minute(minutes),
        orderID: order,
        customerID: customer,
        order: OrderFacts(
            placedAt: minute(minutes - placedBefore),
            totalMinor: totalMinor,
            currency: currency,
            tier: tier,
            channel: "app",
            country: "CN",
            locale: locale,
            timeZone: "Asia/Shanghai",
            sku: "S-501",
            category: "shoes",
            warehouse: "W-1",
            customMade: customMade,
            confirmBy: confirmBy
        ),
        payment: payment
    )
}

/// A payment through alipay.
let alipay = PaymentFacts(provider: "alipay", method: "wallet", issuer: "icbc", declineCode: "x")

/// An alert of a payment incident in `slice`.
func alert(
    _ status: Alert.Status = .firing,
    _ slice: [Slice.Term],
    id: String = "inc-1",
    signal: Signal = .paymentFailure,
    at minutes: Int64 = 590
) -> Alert {
    Alert(
        id: "alr-\(id)-\(status.rawValue)",
        incidentID: id,
        status: status,
        severity: .critical,
        signal: signal,
        slice: Slice(slice),
        startedAt: minute(580),
        occurredAt: minute(minutes),
        evidence: Evidence(
            windowMinutes: 5,
            observed: 40,
            trials: 100,
            expected: 5,
            lift: 8,
            pValue: 1e-9,
            test: "beta-binomial"
        ),
        impact: Impact(ordersAtRisk: 35, moneyAtRisk: [], sampleOrderIDs: []),
        alsoSeenIn: [],
        summary: "Payments fail."
    )
}

/// The built-in policy at work on one customer who is not held out, with a keeper of the money who always says the same.
struct Desk {
    var policy = RetentionPolicy.builtIn
    var memory = CustomerMemory()
    var incidents = Incidents()
    var isMoneyThere = true
    /// What was given back.
    var givenBack: [BudgetRequest] = []

    init() { policy.holdOutPercent = 0 }

    /// Decides `trigger`.
    mutating func decide(_ trigger: Trigger) -> Verdict {
        let verdict = policy.decide(trigger, memory: &memory, incidents: incidents)
        return answered(verdict, at: trigger.occurredAt)
    }

    /// Lets time pass until `minutes`.
    mutating func wake(at minutes: Int64) -> Verdict {
        let verdict = policy.wake(memory: &memory, at: minute(minutes), incidents: incidents)
        return answered(verdict, at: minute(minutes))
    }

    private mutating func answered(_ verdict: Verdict, at time: EventTime) -> Verdict {
        var sum = verdict
        givenBack += verdict.requests.filter { $0.amount.amountMinor < 0 }
        for request in verdict.requests where request.amount.amountMinor > 0 {
            let answer = BudgetAnswer(request, isGranted: isMoneyThere)
            let next = policy.take(answer, at: time, memory: &memory, incidents: incidents)
            sum.decisions += next.decisions
            sum.actions += next.actions
            givenBack += next.requests
        }
        return sum
    }
}

/// A policy in which every cause is answered by `thank`, after `rules` (YAML of list elements).
///
/// Without the last rule for `without`, which `rules` answer.
func policyText(rules: String, caps: String = "", without: Trigger.Kind = .settled) -> String {
    let kinds = Trigger.Kind.allCases.filter { ![.settled, .placed, .replied, .paymentFailed, without].contains($0) }
    let last = kinds.map {
        """
          - name: any-\($0.rawValue)
            when: {trigger: \($0.rawValue)\(
                $0 == .cancelled ? ", cause: [\(causesButFraud)]" : ""
            )}
            do: {action: thank, template: thank, expires: 1h}

        """
    }
    return """
        name: test
        version: 7
        \(caps)
        rules:
        \(rules)
        \(last.joined())
          - name: payments
            when: {trigger: payment_failed, cause: [technical, funds, authentication, details, ambiguous]}
            do: {action: offer_other_method, template: other, expires: 1h}
          - name: reviews
            when: {trigger: payment_failed, cause: fraud}
            do: {action: review, template: review, expires: 1h}
          - name: nothing
            when: {trigger: cancelled, cause: fraud}
            do: {let_go: nothing to save}
        budget_per_day: {CNY: 100000}

        """
}

fileprivate let causesButFraud = Trigger.Kind.cancelled.causes.filter { $0 != .fraud }.map(\.rawValue)
    .joined(separator: ", ")

/// Templates for test policies.
let templateText = """
    locale: en
    unknown: {sku: the product, amount: the amount due}
    templates:
      thank: Thank you for {order_id}.
      other: Pay {amount} for {order_id} in another way.
      review: We look at {order_id}.
      voucher: "{percent} % off {sku}, up to {limit}."
      accuse: We suspect fraud.

    """

/// The policy of `yaml` with the test templates.
func parsed(_ yaml: String) throws(PolicyError) -> RetentionPolicy {
    try RetentionPolicy.parse(
        yaml: yaml,
        file: "p.yaml",
        templates: try TemplateCatalog.parse([SourceText(file: "t.yaml", yaml: templateText)])
    )
}

extension CustomerMemory {
    /// The actions that may still be carried out.
    var openIDs: [String?] { cases.filter { $0.isOpen(at: latest) }.map(\.actionID) }
}
