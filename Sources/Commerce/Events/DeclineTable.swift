/// Groups the providers' own decline codes into families.
///
/// A code is looked up first among those a user has configured, then among those of its provider, then among those that
/// mean the same everywhere: `12` is "not enough balance" of Adyen, and "invalid transaction" of whoever passes on
/// ISO 8583. Case does not matter, nor whether words are separated by spaces, hyphens, dots or underscores; `5` is `05`.
///
/// A code that is on no list is treated as ``DeclineFamily/ambiguous``, since nothing may be concluded from it.
public struct DeclineTable: Hashable, Sendable {
    private var configured: [Key: DeclineFamily] = [:]

    private struct Key: Hashable {
        var provider: String?
        var code: String
    }

    /// The standard codes, and `codes`, which win over them.
    public init(_ codes: [DeclineCode] = []) {
        for code in codes {
            let provider = code.provider.map(Self.normalized)
            configured[Key(provider: provider, code: Self.normalized(code.code))] = code.family
        }
    }

    /// The family of `code` as `provider` says it; `nil` when it is on no list.
    public func family(of code: String, provider: String = "") -> DeclineFamily? {
        let code = Self.normalized(code)
        let provider = Self.normalized(provider)
        if let family = configured[Key(provider: provider, code: code)] { return family }
        if let family = configured[Key(provider: nil, code: code)] { return family }
        if let family = Self.dialect(of: provider)[code] { return family }
        if code.utf8.count == 1, let family = Self.common["0" + code] { return family }
        return Self.common[code]
    }

    /// The code as it is looked up. Alipay's codes are told with and without `ACQ.` before them.
    public static func normalized(_ code: String) -> String {
        let text = String(code.lowercased().map { $0 == " " || $0 == "-" || $0 == "." ? "_" : $0 })
        return text.hasPrefix("acq_") ? String(text.dropFirst(4)) : text
    }

    /// The codes that `provider` alone means as it does. Names of accounts and methods may stand around its own:
    /// `adyen_eu`, `alipay_hk`.
    private static func dialect(of provider: String) -> [String: DeclineFamily] {
        if provider.contains("adyen") { return adyen }
        if provider.contains("stripe") { return stripe }
        if provider.contains("alipay") || provider.contains("antom") { return alipay }
        if ["wechat", "weixin", "wxpay", "tenpay"].contains(where: provider.contains) { return wechatPay }
        return [:]
    }

    // MARK: Standard codes

    private static let stripe = table(stripeCodes)
    private static let adyen = table(adyenCodes)
    private static let alipay = table(alipayCodes)
    private static let wechatPay = table(wechatPayCodes)

    /// What means the same everywhere: ISO 8583, and the words of all providers about which they do not disagree. Adyen's
    /// numbers are no words.
    private static let common: [String: DeclineFamily] = {
        var all = table(isoCodes).merging(table(commonWords)) { first, _ in first }
        for words in [stripe, adyen, alipay, wechatPay] {
            for (code, family) in words where code.first?.isLetter ?? false {
                if all[code] == nil { all[code] = family }
            }
        }
        return all
    }()

    private static func table(_ codes: [DeclineFamily: String]) -> [String: DeclineFamily] {
        var families: [String: DeclineFamily] = [:]
        for (family, text) in codes {
            for code in text.split(whereSeparator: \.isWhitespace) { families[String(code)] = family }
        }
        return families
    }
}
