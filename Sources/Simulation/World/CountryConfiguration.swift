/// A country the shop delivers to, and what its customers have in common.
public struct CountryConfiguration: Hashable, Sendable {
    /// ISO 3166 code, for example `CN`.
    public var code: String
    /// Its share of the customers.
    public var share: Double
    /// ISO 4217 code of what its customers pay in.
    public var currency: String
    /// What one unit of the catalogue's currency (CNY) is in ``currency``.
    public var exchangeRate: Double
    /// IANA name of its customers' time zone.
    public var timeZone: String
    /// BCP 47 tag of its customers' language: `zh-Hans` or `en`.
    public var locale: String

    /// A country.
    public init(
        _ code: String,
        share: Double,
        currency: String,
        exchangeRate: Double,
        timeZone: String,
        locale: String
    ) {
        self.code = code
        self.share = share
        self.currency = currency
        self.exchangeRate = exchangeRate
        self.timeZone = timeZone
        self.locale = locale
    }

    /// Six countries, China the largest.
    public static let usual = [
        CountryConfiguration(
            "CN",
            share: 0.55,
            currency: "CNY",
            exchangeRate: 1,
            timeZone: "Asia/Shanghai",
            locale: "zh-Hans"
        ),
        CountryConfiguration(
            "IN",
            share: 0.20,
            currency: "INR",
            exchangeRate: 12,
            timeZone: "Asia/Kolkata",
            locale: "en"
        ),
        CountryConfiguration(
            "SG",
            share: 0.09,
            currency: "SGD",
            exchangeRate: 0.18,
            timeZone: "Asia/Singapore",
            locale: "zh-Hans"
        ),
        CountryConfiguration(
            "US",
            share: 0.08,
            currency: "USD",
            exchangeRate: 0.14,
            timeZone: "America/New_York",
            locale: "en"
        ),
        CountryConfiguration(
            "GB",
            share: 0.05,
            currency: "GBP",
            exchangeRate: 0.11,
            timeZone: "Europe/London",
            locale: "en"
        ),
        CountryConfiguration(
            "DE",
            share: 0.03,
            currency: "EUR",
            exchangeRate: 0.12,
            timeZone: "Europe/Berlin",
            locale: "en"
        ),
    ]
}
