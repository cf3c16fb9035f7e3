internal import Streaming

extension RetentionPolicy {
    /// The policy that `yaml` says, with the texts of `templates`. Reads nothing else.
    ///
    /// A policy is taken as a whole or refused. Checked: keys, words and bounds; causes that the trigger has; that no
    /// rule is unreachable; that each cause of each trigger has a rule; that nothing of value answers fraud and no text
    /// for it tells why; that nobody is sent back to a method that is down; that each offer is limited; that each
    /// template exists in the default language.
    ///
    /// - Parameters:
    ///   - yaml: The content of a policy file.
    ///   - file: What errors call that file.
    ///   - templates: The texts that its rules name.
    /// - Throws: ``PolicyError``, the first refusal.
    public static func parse(
        yaml: String,
        file: String,
        templates: TemplateCatalog
    ) throws(PolicyError) -> RetentionPolicy {
        let root = try YAMLMapping(
            try YAMLValue.document(yaml, file: file),
            allowed: ["name", "version", "defaults", "caps", "rules"]
        )
        var rules: [Rule] = []
        for element in try root.required("rules").elements() {
            let rule = try RuleReader.rule(element)
            if let twin = rules.first(where: { $0.name == rule.name }) {
                throw element.refused(
                    "two rules are called \(rule.name), the other in line \(twin.line)",
                    "Give each rule its own name"
                )
            }
            rules.append(rule)
        }
        let policy = RetentionPolicy(
            name: try root.required("name").text(),
            version: try root.required("version").text(),
            defaults: try defaults(root.optional("defaults")),
            caps: try caps(root.optional("caps")),
            rules: rules,
            templates: templates
        )
        try PolicyChecks(policy: policy, file: file, rulesLine: try root.required("rules").line).run()
        return policy
    }

    private static func defaults(_ value: YAMLValue?) throws(PolicyError) -> Defaults {
        var defaults = Defaults()
        guard let value else { return defaults }
        let mapping = try YAMLMapping(value, allowed: ["channels", "locale", "unknown_consent"])
        if let channels = mapping.optional("channels") { defaults.channels = try RuleReader.texts(channels) }
        if let locale = mapping.optional("locale") { defaults.locale = try locale.text() }
        if let consent = mapping.optional("unknown_consent") {
            defaults.allowsOffersWithoutWord = try consent.word(UnknownConsent.self) == .allow
        }
        return defaults
    }

    private static func caps(_ value: YAMLValue?) throws(PolicyError) -> Caps {
        var caps = Caps()
        guard let value else { return caps }
        let mapping = try YAMLMapping(
            value,
            allowed: ["actions_per_day", "voucher_every", "no_value_after_fraud", "serial_canceller"]
        )
        if let actions = mapping.optional("actions_per_day") {
            caps.actionsPerDay = Int(try actions.integer(in: 0...Int64(CustomerMemory.actionsPerDayMax)))
        }
        if let every = mapping.optional("voucher_every") {
            caps.voucherEvery = try every.duration(in: .days(1)...CustomerMemory.longest)
        }
        if let pause = mapping.optional("no_value_after_fraud") {
            caps.noValueAfterFraud = try pause.duration(in: .days(1)...CustomerMemory.longest)
        }
        if let serial = mapping.optional("serial_canceller") {
            let serial = try YAMLMapping(serial, allowed: ["cancelled", "of_last"])
            let orders = try serial.required("of_last").integer(in: 1...Int64(CustomerMemory.ordersMax))
            caps.serialOrders = Int(orders)
            caps.serialCancellations = Int(try serial.required("cancelled").integer(in: 1...orders))
        }
        return caps
    }
}

/// The words of `unknown_consent`.
fileprivate enum UnknownConsent: String, CaseIterable {
    case allow
    case refuse
}
