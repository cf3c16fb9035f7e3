internal import Streaming

extension RetentionPolicy {
    /// The policy that `yaml` says, with the texts of `templates`. Reads nothing else.
    ///
    /// A policy is taken as a whole or refused. Checked: keys, words and bounds (``PolicyReference``); causes that the
    /// trigger has; that no rule is unreachable; that each cause of each trigger has a rule; that nothing of value
    /// answers fraud and no text for it tells why; that nobody is sent back to a method that is down; that each offer
    /// is limited and has a budget; that ladders end; that no fee is silent; that each template exists in the default
    /// language and asks for nothing that its action does not have.
    ///
    /// - Parameters:
    ///   - yaml: The content of a policy file.
    ///   - file: What errors call that file.
    ///   - templates: The texts that its rules name.
    /// - Throws: ``PolicyError``, the first refusal. ``read(_:templates:)`` tells them all.
    public static func parse(
        yaml: String,
        file: String,
        templates: TemplateCatalog
    ) throws(PolicyError) -> RetentionPolicy {
        var faults = Faults()
        let policy = policy(SourceText(file: file, yaml: yaml), templates, &faults)
        if let first = faults.all.first { throw first }
        guard let policy else { preconditionFailure("a policy without a fault is one") }
        return policy
    }

    /// The policy that `source` says with the texts of `templates`, or everything for which they are refused.
    ///
    /// One fault is told of each rule, text and setting. Rules are not held against each other, nor against the texts,
    /// before each is sound by itself.
    public static func read(_ source: SourceText, templates: [SourceText]) -> PolicyReading {
        var faults = Faults()
        let catalog = TemplateCatalog.read(templates, &faults)
        let isCatalogSound = faults.isEmpty
        var policyFaults = Faults()
        let policy = policy(source, isCatalogSound ? catalog : nil, &policyFaults)
        let inOrder = policyFaults.all.enumerated().sorted {
            ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
        }
        return PolicyReading(
            policy: isCatalogSound && policyFaults.isEmpty ? policy : nil,
            faults: inOrder.map(\.element) + faults.all
        )
    }

    /// - Parameter templates: `nil` when they are refused, so that nothing can be held against them.
    private static func policy(
        _ source: SourceText,
        _ templates: TemplateCatalog?,
        _ faults: inout Faults
    ) -> RetentionPolicy? {
        let document = faults.noting { () throws(PolicyError) in try YAMLValue.document(source.yaml, file: source.file)
        }
        guard let document else { return nil }
        guard let root = YAMLMapping(document, PolicyLanguage.document, &faults) else { return nil }
        let name = faults.noting { () throws(PolicyError) in try root.required("name").label() }
        let version = faults.noting { () throws(PolicyError) in try root.required("version").label() }
        let list = faults.noting { () throws(PolicyError) in try root.required("rules") }
        let rules = list.map { RuleReader.rules($0, &faults) }
        let defaults = faults.noting { () throws(PolicyError) in
            try SettingsReader.defaults(root.optional("defaults"))
        }
        let caps = faults.noting { () throws(PolicyError) in try SettingsReader.caps(root.optional("caps")) }
        var policy = RetentionPolicy(
            name: name ?? "",
            version: version ?? "",
            defaults: defaults ?? Defaults(),
            caps: caps ?? Caps(),
            rules: rules ?? [],
            templates: templates ?? TemplateCatalog(languages: [])
        )
        policy.set(root, &faults)
        guard faults.isEmpty, templates != nil, let list else { return nil }
        PolicyChecks(policy: policy, file: source.file, rulesLine: list.line).run(&faults)
        return policy
    }

    /// Takes over what concerns every rule.
    private mutating func set(_ root: YAMLMapping, _ faults: inout Faults) {
        func take<Value>(
            _ path: WritableKeyPath<RetentionPolicy, Value>,
            _ read: () throws(PolicyError) -> Value?
        ) {
            if let value = faults.noting(read) ?? nil { self[keyPath: path] = value }
        }
        take(\.margin) { () throws(PolicyError) in try SettingsReader.margin(root.optional("margin")) }
        take(\.cancellation) { () throws(PolicyError) in
            try SettingsReader.cancellation(root.optional("cancellation"))
        }
        take(\.methods) { () throws(PolicyError) in try SettingsReader.methods(root.optional("methods")) }
        take(\.isEnabled) { () throws(PolicyError) in try root.flag("enabled") }
        take(\.isDryRun) { () throws(PolicyError) in try root.flag("dry_run") }
        take(\.holdOutPercent) { () throws(PolicyError) in try root.number("hold_out") }
        take(\.budgets) { () throws(PolicyError) in try root.amounts("budget_per_day") }
        take(\.expressLead) { () throws(PolicyError) in try root.duration("express_lead") }
        take(\.releaseOver) { () throws(PolicyError) in try root.duration("release_over") }
        take(\.horizon) { () throws(PolicyError) in try root.duration("outcome_horizon") }
    }
}
