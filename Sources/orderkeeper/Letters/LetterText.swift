internal import Commerce
internal import Kafka
internal import Pipeline
internal import Streaming

/// Letters, and what became of them, as people read them.
struct LetterText {
    let terminal: Terminal

    /// `commerce.payments.v1-3@1234  2026-11-20 08:13:00  DecodeError.notJSON  sentence  key O-1  redriven 1×`.
    func line(_ letter: Letter) -> String {
        let parts = [
            Figures.pad(letter.source?.description ?? "?", to: 30),
            time(letter.timestamp),
            terminal.style(Figures.pad(letter.reason, to: 24), .yellow),
            Figures.cut(letter.sentence, to: 120),
            key(letter.key),
            letter.attempts > 0 ? "redriven \(letter.attempts)×" : "",
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "  ")
    }

    /// How many letters there are, by reason and source topic.
    func summary(_ tally: LetterTally, of options: LetterOptions) -> String {
        var text = ""
        for (group, count) in tally.groups {
            let number = Figures.right(Figures.count(count), to: 12)
            text += "\(number)  \(Figures.pad(group.reason, to: 24))  \(group.topic ?? "from nobody knows where")\n"
        }
        return text + "\(Figures.right(Figures.count(tally.total), to: 12))  \(options.noun(tally.total))\n"
    }

    /// `orderkeeper.dead-letters.v1-0@17  →  commerce.payments.v1  key O-1  attempt 1  sentence`.
    func plan(_ letter: Letter, _ record: ProducedRecord, objection: String?) -> String {
        let target = record.partition.map { "\(record.topic)-\($0)" } ?? record.topic
        let start = "\(letter.place)  →  \(target)  \(key(record.key))  attempt \(letter.attempts + 1)"
        let verdict = objection.map { terminal.style("would fail again: \($0)", .yellow) }
        return start + "  "
            + (verdict ?? Figures.cut(String(decoding: (record.value ?? []).prefix(800), as: UTF8.self), to: 100))
    }

    /// `orderkeeper.dead-letters.v1-0@17  not sent: it was redriven 3× already`.
    func refusal(_ letter: Letter, _ refusal: RedriveRefusal) -> String {
        "\(letter.place)  \(terminal.style("not sent:", .yellow)) it \(refusal)"
    }

    private func key(_ key: [UInt8]?) -> String {
        key.map { "key \(Figures.cut(String(decoding: $0, as: UTF8.self), to: 60))" } ?? "no key"
    }

    private func time(_ timestamp: Int64?) -> String {
        guard let timestamp else { return Figures.pad("?", to: 19) }
        return String(RFC3339.format(EventTime(milliseconds: timestamp)).prefix(19).replacing("T", with: " "))
    }
}
