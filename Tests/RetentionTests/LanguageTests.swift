import Commerce
import Retention
import Testing

@Suite("A customer's language")
struct LanguageTests {
    static let locales = [
        ("zh-Hans-CN", "zh-Hans"), ("zh-Hans", "zh-Hans"), ("zh_CN", "zh-Hans"), ("zh", "zh-Hans"),
        ("ZH-hans-sg", "zh-Hans"), ("zh-TW", "en"), ("en-GB", "en"), ("fr", "en"), ("unknown", "en"), ("", "en"),
        ("-", "en"),
    ]

    @Test("is the nearest that has the text, English at last", arguments: locales)
    func nearest(wanted: String, used: String) throws {
        var desk = Desk()
        let action = try #require(desk.decide(danger(.unconfirmed, .noPayment, locale: wanted)).action)
        #expect(action.locale == used)
        #expect(
            action.text
                == (used == "en"
                    ? "Order O-1 is waiting for you. Pay CNY 259.98 to confirm it."
                    : "订单 O-1 正在等您付款。支付 CNY 259.98 即可确认订单。")
        )
    }

    @Test("is what the customer said, before that of the order")
    func preference() {
        var desk = Desk()
        desk.memory.apply(CustomerPreferences(locale: "zh-Hans"), at: minute(0))
        #expect(desk.decide(danger(.unconfirmed, .noPayment, locale: "en")).action?.locale == "zh-Hans")
    }

    @Test("has words for what the order does not say")
    func unknown() throws {
        var desk = Desk()
        var trigger = danger(.unconfirmed, .stock)
        trigger.order = .unknown
        #expect(try #require(desk.decide(trigger).action).text.contains("the product in order O-1 is not in stock"))
        var pay = danger(.unconfirmed, .noPayment, order: "O-2", locale: "zh-Hans")
        pay.order.currency = "unknown"
        #expect(try #require(desk.decide(pay).action).text == "订单 O-2 正在等您付款。支付 应付金额 即可确认订单。")
    }

    static let amounts: [(Int64, String, String)] = [
        (5, "CNY", "CNY 0.05"), (1234, "JPY", "JPY 1234"), (1234, "KWD", "KWD 1.234"), (7, "KWD", "KWD 0.007"),
        (25_998, "USD", "USD 259.98"),
    ]

    @Test("writes money with the decimals of its currency", arguments: amounts)
    func money(minor: Int64, currency: String, text: String) throws {
        var desk = Desk()
        let trigger = danger(.unconfirmed, .noPayment, totalMinor: minor, currency: currency)
        #expect(try #require(desk.decide(trigger).action).text.contains("Pay \(text) to"))
    }

    @Test("falls back for a text that it lacks")
    func missingText() throws {
        let chinese = SourceText(
            file: "zh.yaml",
            yaml: "locale: zh-Hans\nunknown: {sku: 商品, amount: 金额}\ntemplates: {thank: 谢谢}\n"
        )
        let english = SourceText(file: "t.yaml", yaml: templateText)
        var desk = Desk()
        desk.policy = try RetentionPolicy.parse(
            yaml: policyText(rules: ""),
            file: "p.yaml",
            templates: try TemplateCatalog.parse([english, chinese])
        )
        #expect(desk.decide(danger(.delayed, .promiseMissed, locale: "zh-Hans")).action?.text == "谢谢")
        let other = desk.decide(danger(.paymentFailed, .funds, order: "O-2", locale: "zh-Hans"))
        #expect(other.action?.locale == "en")
    }
}
