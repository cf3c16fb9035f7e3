internal import Streaming

/// Reads what of a policy file concerns every rule.
enum SettingsReader {
    typealias Policy = RetentionPolicy

    /// What holds where a rule says nothing.
    static func defaults(_ value: YAMLValue?) throws(PolicyError) -> Policy.Defaults {
        var defaults = Policy.Defaults()
        guard let value else { return defaults }
        let mapping = try YAMLMapping(value, PolicyLanguage.defaults)
        if let channels = try mapping.texts("channels") { defaults.channels = channels }
        if let locale = try mapping.text("locale") { defaults.locale = locale }
        if let consent = mapping.optional("unknown_consent") {
            defaults.allowsOffersWithoutWord = try consent.word(UnknownConsent.self) == .allow
        }
        if let hours = mapping.optional("quiet_hours") { defaults.quietHours = try quietHours(hours) }
        if let zone = mapping.optional("time_zone") { defaults.timeZone = try zone.timeZone() }
        return defaults
    }

    private static func quietHours(_ value: YAMLValue) throws(PolicyError) -> Policy.QuietHours? {
        if value.isScalar, try value.text() == "none" { return nil }
        let mapping = try YAMLMapping(value, PolicyLanguage.quietHours)
        let start = try mapping.required("start").clock()
        let end = try mapping.required("end").clock()
        guard start != end else {
            throw value.refused("\(value.path) begins when it ends", "Write `quiet_hours: none` for none at all")
        }
        return Policy.QuietHours(start: start, end: end)
    }

    /// How much a customer gets at most.
    static func caps(_ value: YAMLValue?) throws(PolicyError) -> Policy.Caps {
        var caps = Policy.Caps()
        guard let value else { return caps }
        let mapping = try YAMLMapping(value, PolicyLanguage.caps)
        if let actions = try mapping.number("actions_per_day") { caps.actionsPerDay = actions }
        if let every = try mapping.duration("voucher_every") { caps.voucherEvery = every }
        if let pause = try mapping.duration("no_value_after_fraud") { caps.noValueAfterFraud = pause }
        if let serial = mapping.optional("serial_canceller") {
            let serial = try YAMLMapping(serial, PolicyLanguage.serialCanceller)
            let bounds = PolicyLanguage.serialCanceller.numbers("of_last")
            let orders = try serial.required("of_last").integer(in: bounds)
            caps.serialOrders = Int(orders)
            caps.serialCancellations = Int(
                try serial.required("cancelled").integer(in: bounds.lowerBound...orders)
            )
        }
        return caps
    }

    /// What of an order's value may be given away.
    static func margin(_ value: YAMLValue?) throws(PolicyError) -> Policy.Margin {
        var margin = Policy.Margin()
        guard let value else { return margin }
        let mapping = try YAMLMapping(value, PolicyLanguage.margin)
        if let percent = try mapping.number("percent") { margin.percent = percent }
        if let floor = try mapping.number("floor") { margin.floor = floor }
        margin.byCategory = try mapping.numbersByName("by_category").map {
            Policy.Margin.Category(name: $0.name, percent: $0.number)
        }
        return margin
    }

    /// How long an order is cancelled without more ado.
    static func cancellation(_ value: YAMLValue?) throws(PolicyError) -> Policy.CancellationWindow {
        var window = Policy.CancellationWindow()
        guard let value else { return window }
        let mapping = try YAMLMapping(value, PolicyLanguage.cancellation)
        if let length = try mapping.duration("window") { window.length = length }
        window.byCategory = try mapping.durationsByName("by_category").map {
            Policy.CancellationWindow.Category(name: $0.name, length: $0.length)
        }
        return window
    }

    /// The ways to pay that the shop has.
    static func methods(_ value: YAMLValue?) throws(PolicyError) -> [Policy.PaymentMethod] {
        guard let value else { return [] }
        var methods: [Policy.PaymentMethod] = []
        for element in try value.elements(max: PolicyLanguage.methodsMax) {
            let method = try method(element)
            guard !methods.contains(method) else {
                throw element.refused("\(value.path) says `\(method.name)` twice", "Keep one of them")
            }
            methods.append(method)
        }
        return methods
    }

    private static func method(_ value: YAMLValue) throws(PolicyError) -> Policy.PaymentMethod {
        if value.isScalar { return Policy.PaymentMethod(name: try value.text()) }
        let mapping = try YAMLMapping(value, PolicyLanguage.method)
        return Policy.PaymentMethod(
            name: try mapping.required("name").text(),
            provider: try mapping.text("provider"),
            countries: try mapping.texts("country")
        )
    }
}
