import Commerce
import Testing

@testable import Commerce

@Suite("The table of decline codes")
struct DeclineTableTests {
    private let table = DeclineTable()

    @Test(
        "knows what the same code means of different providers",
        arguments: [
            ("", "51", DeclineFamily.funds), ("worldpay", "12", .ambiguous), ("adyen", "12", .funds),
            ("adyen_eu", "5", .fraud), ("worldpay", "5", .ambiguous), ("worldpay", "05", .ambiguous),
            ("worldpay", "8", .ambiguous), ("adyen", "8", .details), ("adyen", "51", .funds),
            ("stripe", "restricted_card", .fraud), ("adyen", "Restricted Card", .ambiguous),
            ("worldpay", "restricted_card", .ambiguous), ("mastercard", "83", .fraud), ("visa", "1A", .authentication),
        ]
    )
    func providers(provider: String, code: String, family: DeclineFamily) {
        #expect(table.family(of: code, provider: provider) == family)
    }

    @Test(
        "knows the providers' own spellings",
        arguments: [
            ("adyen", "Not enough balance", DeclineFamily.funds), ("adyen", "FRAUD-CANCELLED", .fraud),
            ("adyen", "3D Not Authenticated", .authentication), ("adyen", "Acquirer Error", .technical),
            ("alipay", "ACQ.BUYER_BALANCE_NOT_ENOUGH", .funds), ("alipay_plus", "USER_BALANCE_NOT_ENOUGH", .funds),
            ("alipay", "ACQ.PAYMENT_REQUEST_HAS_RISK", .fraud), ("alipay", "aop.ACQ.SYSTEM_ERROR", .technical),
            ("alipay", "ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT", .authentication), ("antom", "RISK_REJECT", .fraud),
            ("wechat_pay", "NOTENOUGH", .funds), ("wechatpay", "NOT_ENOUGH", .funds),
            ("wechat_pay", "USERPAYING", .authentication), ("wechat_pay", "BANKERROR", .technical),
            ("wechat_pay", "AUTHCODEEXPIRE", .details), ("wechat_pay", "RULELIMIT", .ambiguous),
            ("stripe", "insufficient_funds", .funds), ("stripe", "lost_card", .fraud),
            ("stripe", "authentication_required", .authentication), ("stripe", "try_again_later", .technical),
            ("someone", "Insufficient-Funds", .funds), ("someone", "pickup_card", .fraud),
        ]
    )
    func spellings(provider: String, code: String, family: DeclineFamily) {
        #expect(table.family(of: code, provider: provider) == family)
    }

    @Test("says nothing of a code that is on no list")
    func unknown() {
        for code in ["E1042", "", "🙈", "511", "5_1", String(repeating: "x", count: 256)] {
            #expect(table.family(of: code, provider: "adyen") == nil, "\(code)")
        }
    }

    @Test("lets a user's codes win, those of a provider first")
    func configured() {
        let table = DeclineTable([
            DeclineCode(code: "E1042", family: .technical),
            DeclineCode(provider: "Own PSP", code: "E1042", family: .funds),
            DeclineCode(provider: "adyen", code: "12", family: .details),
            DeclineCode(code: "51", family: .ambiguous),
        ])
        #expect(table.family(of: "e1042", provider: "stripe") == .technical)
        #expect(table.family(of: "E1042", provider: "own-psp") == .funds)
        #expect(table.family(of: "12", provider: "adyen") == .details)
        #expect(table.family(of: "12", provider: "adyen_eu") == .funds)
        #expect(table.family(of: "51", provider: "stripe") == .ambiguous)
    }

    @Test("has each standard code once in a list, in the form in which it is looked up")
    func lists() {
        let lists = [
            DeclineTable.isoCodes, DeclineTable.commonWords, DeclineTable.stripeCodes, DeclineTable.adyenCodes,
            DeclineTable.alipayCodes, DeclineTable.wechatPayCodes,
        ]
        for list in lists {
            let codes = list.values.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
            #expect(codes.sorted() == Set(codes).sorted())
            for code in codes { #expect(DeclineTable.normalized(code) == code) }
            #expect(Set(list.keys) == Set(DeclineFamily.allCases))
        }
    }

    @Test("explains every number of ISO 8583 from 00 to 99 that means a refusal to anybody, and Adyen's from 2 to 46")
    func whole() {
        let silent: Set<Int> = [47, 48, 49, 50]
        for number in 0...99 where !silent.contains(number) {
            let code = number < 10 ? "0\(number)" : "\(number)"
            #expect(table.family(of: code) != nil, "\(code)")
        }
        for number in 2...46 where ![13, 30].contains(number) {
            #expect(
                DeclineTable.adyenCodes.values.contains {
                    $0.split(whereSeparator: \.isWhitespace).contains("\(number)")
                },
                "\(number)"
            )
        }
    }
}
