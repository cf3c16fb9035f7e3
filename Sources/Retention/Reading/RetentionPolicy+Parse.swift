internal import Streaming

extension RetentionPolicy {
    /// The policy that `yaml` says, with the texts of `templates`. Reads nothing else.
    ///
    /// A policy is taken as a whole or refused. Checked: keys, words and bounds (``PolicyLanguage``); causes that the
    /// trigger has; that no rule is unreachable; that each cause of each trigger has a rule; that nothing of value
    /// answers fraud and no text for it tells why; that nobody is sent back to a method that is down; that each offer
    /// is limited and has a budget; that ladders end; that no fee is silent; that each template exists in the default
    /// language and asks for nothing that its action does not have.
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
        let root = try YAMLMapping(try YAMLValue.document(yaml, file: file), PolicyLanguage.document)
        let rules = try RuleReader.rules(root.required("rules"))
        var policy = RetentionPolicy(
            name: try root.required("name").text(),
            version: try root.required("version").text(),
            defaults: try SettingsReader.defaults(root.optional("defaults")),
            caps: try SettingsReader.caps(root.optional("caps")),
            rules: rules,
            templates: templates
        )
        policy.margin = try SettingsReader.margin(root.optional("margin"))
        policy.cancellation = try SettingsReader.cancellation(root.optional("cancellation"))
        policy.methods = try SettingsReader.methods(root.optional("methods"))
        if let isEnabled = try root.flag("enabled") { policy.isEnabled = isEnabled }
        if let isDryRun = try root.flag("dry_run") { policy.isDryRun = isDryRun }
        if let percent = try root.number("hold_out") { policy.holdOutPercent = percent }
        if let budgets = try root.amounts("budget_per_day") { policy.budgets = budgets }
        if let lead = try root.duration("express_lead") { policy.expressLead = lead }
        if let time = try root.duration("release_over") { policy.releaseOver = time }
        if let horizon = try root.duration("outcome_horizon") { policy.horizon = horizon }
        try PolicyChecks(policy: policy, file: file, rulesLine: try root.required("rules").line).run()
        return policy
    }
}
