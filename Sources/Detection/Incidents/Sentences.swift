internal import Commerce

/// What an alert says to a person, in each language that we speak.
struct Sentences: Equatable {
    let english: String
    let chinese: String

    /// By language tag (BCP 47).
    var byLanguage: [String: String] { ["en": english, "zh-Hans": chinese] }
}

extension Wording {
    /// What there is to say about an incident, in English and Chinese.
    ///
    /// - Parameters:
    ///   - outcome: which bad outcomes are counted, if not all.
    ///   - isFlood: of `volume`, whether there are too many events and not too few.
    ///   - step: where it stands.
    static func sentences(
        _ signal: Signal,
        _ slice: Slice,
        _ outcome: Slice = .all,
        isFlood: Bool = false,
        _ step: Step
    ) -> Sentences {
        Sentences(
            english: Wording(signal: signal, outcome: outcome, isFlood: isFlood).sentence(slice, step),
            chinese: ChineseWording(signal: signal, outcome: outcome, isFlood: isFlood).sentence(slice, step)
        )
    }

    /// A step in the life of an incident, with its numbers.
    enum Step {
        case firing(Evidence)
        case updated(Evidence, ordersAtRisk: Int, minutes: Int)
        case recovering(quietMinutes: Int, ordersAtRisk: Int, minutes: Int)
        case resolved(ordersAtRisk: Int, minutes: Int)
        /// A wider incident explains it.
        case absorbed(by: Slice)
    }
}
