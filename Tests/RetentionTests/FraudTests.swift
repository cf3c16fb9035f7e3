import Commerce
import Retention
import Testing

@Suite("A suspicion of fraud")
struct FraudTests {
    static let revealing = ["fraud", "suspect", "stolen", "risk", "secur", "欺诈", "诈骗", "盗", "可疑", "风险", "风控", "挂失"]

    @Test("is answered by a neutral text and a person, in every language", arguments: ["en", "zh-Hans", "fr"])
    func neutral(locale: String) throws {
        var desk = Desk()
        let action = try #require(desk.decide(danger(.paymentFailed, .fraud, locale: locale)).action)
        #expect(action.kind == .review)
        #expect(action.offer == nil)
        #expect(action.channel == "agent")
        for word in Self.revealing {
            #expect(!action.text.lowercased().contains(word))
            #expect(!action.template.contains(word))
        }
    }

    @Test("gives nothing of value to the customer for 30 days, whatever the order")
    func noValue() {
        var desk = Desk()
        _ = desk.decide(danger(.paymentFailed, .fraud, at: 0))
        let next = desk.decide(danger(.cancelled, .shippingCost, order: "O-2", at: 1440))
        #expect(next.action?.kind == .thank)
        #expect(next.action?.offer == nil)
        let later = desk.decide(danger(.cancelled, .shippingCost, order: "O-3", at: 31 * 1440))
        #expect(later.action?.offer != nil)
    }

    @Test("withdraws what was offered for the order")
    func withdraws() {
        var desk = Desk()
        #expect(desk.decide(danger(.cancelled, .shippingCost)).action?.offer != nil)
        let verdict = desk.decide(danger(.cancelled, .fraud, at: 610))
        #expect(verdict.decision.outcome == .letGo)
        #expect(verdict.alsoDecided.map(\.outcome) == [.superseded])
    }
}
