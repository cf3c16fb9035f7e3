internal import Kafka
internal import Pipeline
internal import Streaming

/// Counts what a redrive does, and shows what a person should see of it.
final class RedriveReport {
    private let isDryRun: Bool
    private let latest: EventTime
    private let text = LetterText(terminal: .standardOutput)
    private var decoder: LetterDecoder
    private var counts: [String: Int] = [:]
    private var sent = 0
    private var sentBefore = 0
    private var refused = 0

    /// How many refusals are shown one by one.
    private static let refusalsMax = 50

    /// A report of nothing yet.
    ///
    /// - Parameter latest: an event later than this is one from the future.
    init(_ topics: Topics, isDryRun: Bool, latest: EventTime) {
        self.isDryRun = isDryRun
        self.latest = latest
        decoder = LetterDecoder(topics)
    }

    /// Takes note of what became of a letter.
    func tell(_ step: RedriveStep) {
        switch step {
        case .sent(let letter, let record):
            sent += 1
            counts[record.topic, default: 0] += 1
            guard isDryRun else { return }
            show(text.plan(letter, record, objection: decoder.objection(to: record, latest: latest)))
        case .sentBefore:
            sentBefore += 1
        case .refused(let letter, let refusal):
            refused += 1
            if refused <= Self.refusalsMax { show(text.refusal(letter, refusal)) }
            if refused == Self.refusalsMax { show("further refusals are counted only") }
        }
    }

    /// Sums up.
    func finish() {
        for (topic, count) in counts.sorted(by: { $0.key < $1.key }) { sum(count, "to \(topic)") }
        sum(sent, isDryRun ? "would be sent back" : "sent back")
        if sentBefore > 0 { sum(sentBefore, "left out: sent back before") }
        if refused > 0 { sum(refused, "not sent") }
        if sent == 0, refused == 0 { show("What was sent back before is left out; --from-beginning sends it again.") }
    }

    private func sum(_ count: Int, _ what: String) { show("\(Figures.right(Figures.count(count), to: 12))  \(what)") }

    private func show(_ line: String) { StandardStream.output.write(line + "\n") }
}
