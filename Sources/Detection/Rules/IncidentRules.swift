public import Commerce

/// How verdicts become incidents, and incidents alerts.
public struct IncidentRules: Sendable, Hashable {
    /// A place fires when it was significant in this many of the last ``ticksConsidered`` minutes, in one more when something
    /// else could be meant (``rivalNats``), and an outcome by itself when it was in all.
    public var ticksRequired = 1
    /// How many minutes are looked at, 8 at most.
    public var ticksConsidered = 3
    /// Quiet minutes after which an incident is reported as recovering.
    public var recoveringAfterMinutes = 5
    /// Quiet minutes after which an incident is resolved.
    public var resolvedAfterMinutes = 10
    /// Least minutes between two reports that an incident has grown.
    public var updateIntervalMinutes = 10
    /// Growth of the orders at risk since the last report that is worth a report.
    public var updateGrowth = 2.0
    /// Orders at risk from which an incident is critical.
    public var criticalExcess = 50.0
    /// Observed over expected from which an incident is critical.
    public var criticalLift = 8.0
    /// Share of an excess that a narrower place must carry to be named instead of a symptom.
    public var explainedShare = 0.8
    /// The same share for a place that is significant itself: several of them may be behind one symptom.
    public var partShare = 0.25
    /// Greatest p-value of a place that is named instead of a significant symptom.
    public var placePValue = 1e-3
    /// Two explanations are as good when they differ by less than this many nats; the simpler one is then named.
    public var nearNats = 0.5
    /// Two names are told apart at once when their explanations differ by this many nats.
    public var rivalNats = 3.0
    /// By how many nats a place must speak against a symptom that has risen everywhere alike to be named instead.
    public var concentrationNats = 3.0
    /// Dimensions that say how orders fail and not where: named when no place explains the excess.
    public var symptoms: [Dimension] = [.declineFamily, .reason, .cause]
    /// Outcomes that follow from others: orders that nobody paid, or that there is no stock for, are cancelled hours later.
    public var consequences: [Slice.Term] = [CancelReason.paymentFailed, .outOfStock].map {
        .init(.reason, $0.rawValue)
    }
    /// Whether an incident that is everywhere is named by how orders fail; if not, the whole shop is.
    public var isOutcomeNamed = true
    /// Open incidents of one signal; further causes wait until one is resolved.
    public var openMax = 50
    /// Significant slices of a minute that are explained at once; the others wait for the next minute.
    public var findingsMax = 2000
    /// Slices listed in an alert as also showing the excess.
    public var alsoSeenInMax = 20
    /// Sample orders listed in an alert.
    public var sampleOrdersMax = 10

    /// The defaults.
    public init() {}
}
