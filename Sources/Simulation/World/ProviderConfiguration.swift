/// A payment provider of the shop.
public struct ProviderConfiguration: Hashable, Sendable {
    /// The provider's name, for example `alipay`.
    public var name: String
    /// Its share of the payments. Issuers are handed out so that the shares come out close to it.
    public var share: Double
    /// Its payment methods with their shares.
    public var methods: [Share]
    /// Whether a payment is authorized first and captured seconds later (cards), or captured at once (wallets).
    public var authorizesFirst: Bool

    /// A provider.
    public init(_ name: String, share: Double, methods: [Share], authorizesFirst: Bool) {
        self.name = name
        self.share = share
        self.methods = methods
        self.authorizesFirst = authorizesFirst
    }

    /// Two wallets and two card providers.
    public static let usual = [
        ProviderConfiguration(
            "alipay",
            share: 0.38,
            methods: [Share("wallet", 0.8), Share("pay_later", 0.2)],
            authorizesFirst: false
        ),
        ProviderConfiguration(
            "wechat_pay",
            share: 0.30,
            methods: [Share("wallet", 0.75), Share("bank_account", 0.25)],
            authorizesFirst: false
        ),
        ProviderConfiguration(
            "stripe",
            share: 0.20,
            methods: [Share("card", 0.8), Share("apple_pay", 0.2)],
            authorizesFirst: true
        ),
        ProviderConfiguration(
            "adyen",
            share: 0.12,
            methods: [Share("card", 0.7), Share("bank_transfer", 0.3)],
            authorizesFirst: true
        ),
    ]
}
