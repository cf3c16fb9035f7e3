import Commerce
import Retention
import Streaming
import Testing

@Suite("The policy language")
struct PolicyLanguageTests {
    @Test("says what concerns every rule")
    func settings() throws {
        let policy = try parsed(
            policyText(
                rules: "",
                caps: """
                    enabled: false
                    dry_run: true
                    hold_out: 12
                    margin: {percent: 25, floor: 3, by_category: {shoes: 40, books: 10}}
                    cancellation: {window: 30m, by_category: {flowers: 0s, books: 2h}}
                    express_lead: 36h
                    methods: [card, {name: wallet, provider: alipay, country: [CN, HK]}, {name: cash}]
                    release_over: 1h
                    outcome_horizon: 14d
                    defaults: {quiet_hours: {start: "21:30", end: "07:15"}, time_zone: Asia/Shanghai}
                    """
            )
        )
        #expect(!policy.isEnabled)
        #expect(policy.isDryRun)
        #expect(policy.holdOutPercent == 12)
        #expect(policy.margin.percent == 25)
        #expect(policy.margin.floor == 3)
        #expect(policy.margin.byCategory.map(\.name) == ["books", "shoes"])
        #expect(policy.margin.byCategory.map(\.percent) == [10, 40])
        #expect(policy.cancellation.length == .minutes(30))
        #expect(policy.cancellation.byCategory.map(\.name) == ["books", "flowers"])
        #expect(policy.cancellation.byCategory.map(\.length) == [.hours(2), .zero])
        #expect(policy.expressLead == .hours(36))
        #expect(
            policy.methods == [
                .init(name: "card"), .init(name: "wallet", provider: "alipay", countries: ["CN", "HK"]),
                .init(name: "cash"),
            ]
        )
        #expect(policy.releaseOver == .hours(1))
        #expect(policy.horizon == .days(14))
        #expect(policy.defaults.quietHours == .init(start: 21 * 60 + 30, end: 7 * 60 + 15))
        #expect(policy.defaults.timeZone == "Asia/Shanghai")
    }

    @Test("has a value for each of these when the file says nothing")
    func standards() throws {
        let policy = try parsed(policyText(rules: ""))
        #expect(policy.isEnabled)
        #expect(!policy.isDryRun)
        #expect(policy.holdOutPercent == 5)
        #expect(policy.margin == .init())
        #expect(policy.cancellation == .init())
        #expect(policy.methods == [])
        #expect(policy.defaults == .init())
        #expect(policy.defaults.quietHours == .init(start: 22 * 60, end: 8 * 60))
        #expect(policy.rules.allSatisfy { $0.isMeasured })
        let none = try parsed(policyText(rules: "", caps: "defaults: {quiet_hours: none}"))
        #expect(none.defaults.quietHours == nil)
    }

    @Test("says ladders, holds, hours, windows and history")
    func rules() throws {
        let rule = """
              - name: a
                measured: false
                when:
                  trigger: cancelled
                  cause: other
                  inside_window: true
                  history: {orders_at_least: 1, orders_at_most: 9, cancelled_at_least: 0, cancelled_at_most: 2}
                do:
                  action: thank
                  template: thank
                  expires: 1h
                  at_any_hour: true
                  then:
                    - {after: 2h, action: offer_other_method, template: other, expires: 1d, channel: agent}
                    - {after: 1d, action: remind_to_pay, template: other, expires: 2d, hold: incident}
            """
        let policy = try parsed(policyText(rules: rule))
        let first = try #require(policy.rules.first)
        #expect(!first.isMeasured)
        #expect(first.condition.isInsideWindow == true)
        var history = RetentionPolicy.Condition.History()
        history.ordersAtLeast = 1
        history.ordersAtMost = 9
        history.cancelledAtLeast = 0
        history.cancelledAtMost = 2
        #expect(first.condition.history == history)
        #expect(first.steps.map(\.after) == [.zero, .hours(2), .days(1)])
        #expect(first.length == .hours(26))
        #expect(first.steps.map(\.plan.message.kind) == [.thank, .offerOtherMethod, .remindToPay])
        #expect(first.steps.map(\.plan.isForAnyHour) == [true, false, false])
        #expect(first.steps.map(\.plan.toAgent) == [false, true, false])
        #expect(first.steps.map(\.plan.waitsForIncident) == [false, false, true])
        #expect(first.steps.map(\.plan.expires) == [.hours(1), .days(1), .days(2)])
    }

    @Test("lets a customer be sent back to a method when that waits for the incident to end")
    func hold() throws {
        let rule = """
              - name: a
                when: {trigger: payment_failed, cause: technical, tier: vip}
                do: {action: retry_payment, template: other, expires: 1h, hold: incident}
            """
        #expect(try parsed(policyText(rules: rule)).rules.first?.steps.first?.plan.waitsForIncident == true)
    }

    @Test("lets a ladder that is not measured go on for longer than outcomes are waited for")
    func longLadder() throws {
        let rule = """
              - name: a
                measured: false
                when: {trigger: wrong_shipment, tier: vip}
                do:
                  action: thank
                  template: thank
                  expires: 1d
                  then: [{after: 30d, action: thank, template: thank, expires: 7d}]
            """
        #expect(try parsed(policyText(rules: rule)).rules.first?.length == .days(30))
    }
}
