internal import Commerce

/// The checks of a rule against the texts that it names.
struct TemplateChecks {
    typealias Policy = RetentionPolicy

    let policy: Policy
    let file: String

    /// Runs them for every text of `rule`, in every language.
    ///
    /// - Throws: the first refusal.
    func run(_ rule: Policy.Rule) throws(PolicyError) {
        for plan in rule.steps.map(\.plan) {
            try check(plan.message, of: rule, plan, offer: plan.offer)
            if let instead = plan.withoutOffer { try check(instead, of: rule, plan, offer: nil) }
        }
    }

    private func check(
        _ message: Policy.Message,
        of rule: Policy.Rule,
        _ plan: Policy.Plan,
        offer: Policy.OfferPlan?
    ) throws(PolicyError) {
        let locale = policy.defaults.locale
        let name = message.template
        guard policy.templates.has(name, in: locale) else {
            throw refused(
                rule,
                "names the template \(name), which does not exist in \(locale)",
                "Add \(name) to the templates of \(locale), or name another"
            )
        }
        for language in policy.templates.languages {
            guard let template = language.templates[name] else { continue }
            try check(template, of: rule, in: language, offer)
            try check(template, of: rule, in: language, plan.fee)
        }
    }

    private func check(
        _ template: MessageTemplate,
        of rule: Policy.Rule,
        in language: TemplateLanguage,
        _ offer: Policy.OfferPlan?
    ) throws(PolicyError) {
        let used = template.placeholders
        let lacks =
            used.contains(.percent) && offer?.percent == nil
            || used.contains(.limit) && offer?.costLimits.isEmpty ?? true
        guard lacks else { return }
        throw refused(
            rule,
            "does not offer what its text \(template.name) in \(language.locale) speaks of",
            "Name a template without {percent} and {limit}, or add them to the offer"
        )
    }

    private func check(
        _ template: MessageTemplate,
        of rule: Policy.Rule,
        in language: TemplateLanguage,
        _ fee: Policy.FeePlan?
    ) throws(PolicyError) {
        let used = template.placeholders
        if fee == nil, used.contains(.fee) || used.contains(.feeReason) {
            throw refused(
                rule,
                "takes no fee, of which its text \(template.name) in \(language.locale) speaks",
                "Name a template without {fee} and {fee_reason}, or add `fee`"
            )
        }
        if fee != nil, !used.contains(.fee) {
            throw refused(
                rule,
                "takes a fee that its text \(template.name) in \(language.locale) does not say",
                "Say it with {fee}, and why"
            )
        }
    }

    private func refused(_ rule: Policy.Rule, _ problem: String, _ remedy: String) -> PolicyError {
        PolicyError(file: file, line: rule.line, problem: "rule \(rule.name) \(problem)", remedy: remedy)
    }
}
