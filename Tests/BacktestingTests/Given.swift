import Backtesting
import Commerce
import Streaming

/// A Friday of November, 06:00 UTC.
let friday = EventTime(milliseconds: 1_795_154_400_000)

/// `minutes` after ``friday``.
func at(_ minutes: Int64) -> EventTime { friday.advanced(by: .minutes(minutes)) }

func slice(_ terms: Slice.Term...) -> Slice { Slice(terms) }

let adyen = slice(.init(.provider, "adyen"))
let stripe = slice(.init(.provider, "stripe"))
let icbc = slice(.init(.issuer, "icbc"))
let icbcInAlipay = slice(.init(.provider, "alipay"), .init(.issuer, "icbc"))

/// An alert of payments at `adyen`, two minutes into the anomaly.
func alert(
    _ incident: String,
    _ status: Alert.Status = .firing,
    at minute: Int64,
    _ signal: Signal = .paymentFailure,
    in slice: Slice = adyen,
    severity: Alert.Severity = .warning,
    summary: String = "Payment failures at provider adyen.",
    evidence: Evidence = evidence()
) -> Alert {
    Alert(
        id: "alert-\(incident)-\(status.rawValue)-\(minute)",
        incidentID: incident,
        status: status,
        severity: severity,
        signal: signal,
        slice: slice,
        startedAt: at(minute - 2),
        occurredAt: at(minute),
        evidence: evidence,
        impact: Impact(ordersAtRisk: 36, moneyAtRisk: [], sampleOrderIDs: []),
        alsoSeenIn: [],
        summary: summary
    )
}

func evidence(series: Evidence.Series? = nil) -> Evidence {
    Evidence(
        windowMinutes: 5,
        observed: 17,
        trials: 37,
        expected: 2.6,
        lift: 17 / 2.6,
        pValue: 1.2e-9,
        test: "beta-binomial",
        dispersion: 1.08,
        relativeVariance: 0.03,
        cut: 1e-5,
        series: series
    )
}

/// A label that asks for an alert of payments at `adyen`.
func label(
    _ name: String,
    _ minutes: Range<Int64>,
    _ signal: Signal? = .paymentFailure,
    in slice: Slice = adyen,
    expect expectation: Label.Expectation = .alert,
    equivalents: [Slice] = [],
    shape: String? = nil,
    consequences: [Label.Consequence] = []
) -> Label {
    Label(
        name: name,
        expectation: expectation,
        signal: signal,
        slice: slice,
        equivalents: equivalents,
        start: at(minutes.lowerBound),
        end: at(minutes.upperBound),
        shape: shape,
        consequences: consequences
    )
}

/// A day with these labels and alerts, judged.
func judge(
    _ labels: [Label],
    _ alerts: [Alert],
    series: [SliceSeries] = [],
    rules: ScoringRules = ScoringRules()
) -> Judgement {
    let history = LabelledHistory(
        name: "a day",
        labels: labels,
        alerts: alerts,
        start: friday,
        end: at(1440),
        series: series
    )
    return Judgement(history, rules: rules)
}

/// The label `outage`.
func label(
    _ minutes: Range<Int64>,
    _ signal: Signal? = .paymentFailure,
    in slice: Slice = adyen,
    equivalents: [Slice] = [],
    consequences: [Label.Consequence] = []
) -> Label {
    label("outage", minutes, signal, in: slice, equivalents: equivalents, consequences: consequences)
}
