public import Commerce
public import Streaming

/// What a shop does for an endangered order: rules of which the first match wins, and guard rails.
///
/// A policy comes out of ``parse(yaml:file:templates:)`` or is ``builtIn``; there is no other way to make one, so each
/// has passed every check of ``parse(yaml:file:templates:)``. Deciding is a pure function.
public struct RetentionPolicy: Sendable, Hashable {
    /// The policy's name. The hold-out is drawn by it: another name is another draw.
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
    /// Whether it acts at all; `enabled`.
    public var isEnabled = true
    /// Whether it only decides and records, and publishes no action; `dry_run`.
    public var isDryRun = false
    /// Percent of the customers who are held out, 0 to 50; `hold_out`.
    public var holdOutPercent = 5
    /// The most that offers may cost on a day of event time in UTC, by currency, sorted by currency; `budget_per_day`. No
    /// offer of value is made in another currency.
    public var budgets: [Money] = []
    /// What of an order's value may be given away; `margin`.
    public var margin = Margin()
    /// How long an order is cancelled without more ado; `cancellation`.
    public var cancellation = CancellationWindow()
    /// How long before the promised date express must be ordered to arrive in time; `express_lead`.
    public var expressLead = Milliseconds.days(2)
    /// The ways to pay that the shop has; `methods`.
    public var methods: [PaymentMethod] = []
    /// The time over which actions that were held are released, so that they do not come all at once; `release_over`.
    public var releaseOver = Milliseconds.minutes(10)
    /// How long the outcome of an action is waited for; `outcome_horizon`, ``horizonMax`` at most.
    public var horizon = Milliseconds.days(7)

    /// The longest time for which an outcome is waited.
    public static let horizonMax = Milliseconds.days(60)

    /// A short hash of its content, where that was changed and the version was not; `nil` when the version says it all.
    public var contentTag: String?

    /// `name@version`, or `name@version+contentTag`: what actions and decisions carry.
    public var identity: String { "\(name)@\(version)" + (contentTag.map { "+\($0)" } ?? "") }
}
