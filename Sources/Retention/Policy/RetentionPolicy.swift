public import Commerce

/// What a shop does for an endangered order: rules of which the first match wins, and guard rails.
///
/// A policy comes out of ``parse(yaml:file:templates:)`` or is ``builtIn``; there is no other way to make one, so each
/// has passed every check of ``parse(yaml:file:templates:)``. Deciding is a pure function:
/// ``decide(_:memory:incidents:)``.
public struct RetentionPolicy: Sendable, Hashable {
    /// The policy's name.
    public let name: String
    /// Its version, which the user raises with each change.
    public let version: String
    /// What holds where a rule says nothing.
    public let defaults: Defaults
    /// How much a customer gets at most.
    public let caps: Caps
    /// The rules, in order; the first that matches decides.
    public let rules: [Rule]
    /// The messages, in every language that the shop has.
    public let templates: TemplateCatalog

    /// `name@version`: what actions and decisions carry.
    public var identity: String { "\(name)@\(version)" }

    /// The first rule that matches `trigger`, or `nil`. `incidentFiring` says whether a payment incident touches it.
    public func rule(for trigger: Trigger, incidentFiring: Bool) -> Rule? {
        rules.first { $0.condition.matches(trigger, incidentFiring: incidentFiring) }
    }
}
