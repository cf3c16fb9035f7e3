internal import ArgumentParser
internal import Pipeline
internal import Streaming

/// Which letters are meant.
struct LetterOptions: ParsableArguments {
    @Flag(help: "Late events instead of dead letters.")
    var late = false

    @Option(help: ArgumentHelp("Only what came from this topic; may be repeated.", valueName: "name"))
    var topic: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only with this reason, such as not_json, DecodeError or FutureEvent; may be repeated.",
            valueName: "reason"
        )
    )
    var reason: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only records of this time and later, by their timestamp: a time, or how long ago, such as 2h.",
            valueName: "RFC 3339 or length"
        )
    )
    var since: SinceArgument?

    /// Whether anything was chosen.
    var isEmpty: Bool { !late && topic.isEmpty && reason.isEmpty && since == nil }

    /// The letters that are meant, now.
    func filter() -> LetterFilter {
        LetterFilter(topics: topic, reasons: reason, since: since?.time(at: Clock.system.now()))
    }

    /// The topic that they lie in.
    func name(in topics: Topics) -> String { late ? topics.late : topics.deadLetters }

    /// What they are called, for `count` of them.
    func noun(_ count: Int) -> String {
        late ? (count == 1 ? "late event" : "late events") : (count == 1 ? "dead letter" : "dead letters")
    }
}
