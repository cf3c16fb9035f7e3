internal import Commerce
internal import Streaming

/// The figures of contenders, every label and every false alarm as one JSON object, for programs.
public enum ScoreJSON {
    /// The object, with a newline behind it: the same contenders give the same bytes. Of `references`, simple detectors for
    /// comparison, it has the figures alone.
    public static func encode(
        _ contenders: [Contender],
        references: [Contender] = [],
        rules: ScoringRules
    ) -> [UInt8] {
        var json = JSONWriter(capacity: 1 << 14)
        json.beginObject()
        json.member("type", "backtest")
        json.member("grace_ms", rules.grace.rawValue)
        json.member("warm_up_ms", rules.warmUp.rawValue)
        json.key("contenders")
        json.beginArray()
        for contender in contenders { write(contender, to: &json) }
        json.endArray()
        if !references.isEmpty {
            json.key("references")
            json.beginArray()
            for reference in references {
                json.beginObject()
                json.member("name", reference.name)
                writeGroups(of: reference.score, to: &json)
                json.endObject()
            }
            json.endArray()
        }
        json.endObject()
        return json.bytes + [UInt8(ascii: "\n")]
    }

    private static func write(_ contender: Contender, to json: inout JSONWriter) {
        let score = contender.score
        json.beginObject()
        json.member("name", contender.name)
        json.member("lateness_ms", contender.judgements.first?.rules.lateness.rawValue)
        json.member("histories", score.histories)
        json.member("days", score.days)
        json.member("silences", score.silences)
        json.member("silences_kept", score.silencesKept)
        json.member("labels_excluded", score.labelsExcluded)
        json.member("incidents_excluded", score.firingsExcluded)
        json.member("actions", contender.actions.count)
        json.member("offers", contender.actions.offers)
        json.key("offer_cost_limits_minor")
        json.beginObject()
        for (currency, limit) in contender.actions.costLimits.sorted(by: { $0.key < $1.key }) {
            json.member(currency, limit)
        }
        json.endObject()
        RetentionJSON.write(contender.retention, to: &json)
        writeGroups(of: score, to: &json)
        json.key("labels")
        json.beginArray()
        for judgement in contender.judgements { writeLabels(of: judgement, to: &json) }
        json.endArray()
        json.key("false_alarms")
        json.beginArray()
        for judgement in contender.judgements {
            for firing in judgement.falseAlarms {
                json.beginObject()
                json.member("history", judgement.history.name)
                write(firing, to: &json)
                json.endObject()
            }
        }
        json.endArray()
        json.endObject()
    }

    private static func writeGroups(of score: Score, to json: inout JSONWriter) {
        json.key("groups")
        json.beginObject()
        for group in score.groups {
            json.key(group.name.replacing(" ", with: "_"))
            write(group.tally, days: score.days, to: &json)
        }
        json.endObject()
    }

    private static func write(_ tally: Tally, days: Double, to json: inout JSONWriter) {
        json.beginObject()
        json.member("labels", tally.labels)
        json.member("found", tally.found)
        json.member("exact", tally.exact)
        json.member("fired", tally.fired)
        json.member("finding", tally.finding)
        json.member("repeating", tally.repeating)
        json.member("following", tally.following)
        json.member("false", tally.isFalse)
        json.member("recall", tally.recall)
        json.member("precision", tally.precision)
        json.member("exact_share", tally.exactShare)
        json.member("delay_p50_ms", tally.delay(0.5)?.rawValue)
        json.member("delay_p90_ms", tally.delay(0.9)?.rawValue)
        json.member("shown_delay_p50_ms", tally.shownDelay(0.5)?.rawValue)
        json.member("shown_delay_p90_ms", tally.shownDelay(0.9)?.rawValue)
        json.member("false_per_day", tally.falsePerDay(in: days))
        json.endObject()
    }

    private static func writeLabels(of judgement: Judgement, to json: inout JSONWriter) {
        for (label, verdict) in zip(judgement.history.labels, judgement.verdicts) {
            json.beginObject()
            json.member("history", judgement.history.name)
            json.member("name", label.name)
            json.member("expect", label.expectation.rawValue)
            json.member("signal", label.signalToFind?.rawValue)
            json.member("slice", label.slice.description)
            json.member("start", label.start)
            json.member("end", label.end)
            json.member("excluded", verdict.isExcluded)
            if label.isIncident {
                json.member("found", verdict.finder != nil)
                json.member("exact", verdict.isExact)
                json.member("delay_ms", verdict.delay?.rawValue)
                json.member("shown_delay_ms", verdict.shownDelay?.rawValue)
                json.member("lift", (label.size ?? verdict.effect?.size)?.lift)
                json.member("excess_per_minute", (label.size ?? verdict.effect?.size)?.excessPerMinute)
                if let finder = verdict.finder { write(judgement.firings[finder], to: &json) }
            } else if label.isQuiet {
                json.member("silent", verdict.wasSilent)
            }
            json.endObject()
        }
    }

    private static func write(_ firing: Firing, to json: inout JSONWriter) {
        json.member("alert_id", firing.first.id)
        json.member("incident_id", firing.first.incidentID)
        json.member("fired_at", firing.first.occurredAt)
        json.member("severity", firing.severity.rawValue)
        json.member("alert_signal", firing.first.signal.rawValue)
        json.member("alert_slice", firing.first.slice.description)
        json.member("summary", firing.first.summary)
    }
}
