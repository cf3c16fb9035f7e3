internal import Commerce
internal import Kafka
internal import Pipeline
internal import Streaming

/// A record of an output topic on one line, for people.
struct RecordLine {
    let terminal: Terminal

    /// The line of `record`, which is of `topic`.
    func text(_ record: ProducedRecord, of topic: OutputTopic) -> String {
        let value = record.value ?? []
        do throws(DecodeError) {
            switch topic {
            case .alerts: return text(try AlertCodec.decode(value))
            case .actions: return text(try ActionCodec.decode(value))
            case .decisions: return text(try DecisionCodec.decode(value))
            case .deadLetters: return deadLetter(record)
            case .late: return late(record)
            }
        } catch {
            return terminal.style("not understood (\(error)): ", .red) + Self.start(of: value)
        }
    }

    /// `2026-11-20 08:13:00  critical firing      payment-failure  provider=alipay  summary`.
    func text(_ alert: Alert) -> String {
        let severity = Figures.pad(alert.severity.rawValue, to: 8)
        let status = Figures.pad(alert.status.rawValue, to: 10)
        let style: Terminal.Style =
            switch alert.status {
            case .firing, .updated: alert.severity == .critical ? .red : .yellow
            case .recovering, .resolved: .green
            }
        let head = terminal.style("\(severity) \(status)", style)
        let signal = Figures.pad(alert.signal.rawValue, to: 15)
        return "\(Self.time(alert.occurredAt))  \(head)  \(signal)  \(alert.slice)  \(alert.summary)"
    }

    /// Time, kind, order, customer, channel, text.
    func text(_ action: Action) -> String {
        let kind = terminal.style(Figures.pad(action.kind.rawValue, to: 20), .blue)
        let who = "\(action.orderID)  \(action.customerID)  \(action.channel)"
        return "\(Self.time(action.occurredAt))  \(kind)  \(who)  \(Figures.cut(action.text, to: 100))"
    }

    private func text(_ decision: Decision) -> String {
        let outcome = terminal.style(Figures.pad(decision.outcome.rawValue, to: 12), .blue)
        let cause = "\(decision.trigger.rawValue)/\(decision.cause.rawValue)"
        let who = "\(decision.orderID)  \(decision.customerID)"
        return "\(Self.time(decision.occurredAt))  \(outcome)  \(cause)  \(who)  \(decision.reason)"
    }

    private func deadLetter(_ record: ProducedRecord) -> String {
        let reason = LetterHeaders.text(of: LetterHeaders.sentence, in: record.headers) ?? "no reason given"
        let topic = LetterHeaders.text(of: LetterHeaders.topic, in: record.headers) ?? "?"
        let start = Self.start(of: record.value ?? [])
        return "\(Self.time(record))  \(topic)  \(terminal.style(reason, .yellow))  \(start)"
    }

    private func late(_ record: ProducedRecord) -> String {
        let delay = LetterHeaders.text(of: LetterHeaders.lateBy, in: record.headers) ?? "?"
        let start = Self.start(of: record.value ?? [])
        return "\(Self.time(record))  \(terminal.style("late by \(delay) ms", .yellow))  \(start)"
    }

    private static func time(_ record: ProducedRecord) -> String {
        record.timestamp.map { time(EventTime(milliseconds: $0)) } ?? Figures.pad("?", to: 19)
    }

    private static func time(_ time: EventTime) -> String {
        String(RFC3339.format(time).prefix(19).replacing("T", with: " "))
    }

    private static func start(of bytes: [UInt8]) -> String {
        Figures.cut(String(decoding: bytes.prefix(800), as: UTF8.self), to: 160)
    }
}
