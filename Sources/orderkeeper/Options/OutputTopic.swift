internal import ArgumentParser
internal import Pipeline

/// A topic that people look into.
enum OutputTopic: String, CaseIterable, ExpressibleByArgument {
    case alerts
    case actions
    case decisions
    case deadLetters = "dead-letters"
    case late

    /// Its name, as configured.
    func name(in topics: Topics) -> String {
        switch self {
        case .alerts: topics.alerts
        case .actions: topics.actions
        case .decisions: topics.decisions
        case .deadLetters: topics.deadLetters
        case .late: topics.late
        }
    }
}
