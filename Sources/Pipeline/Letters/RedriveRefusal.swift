/// Why a letter is not sent back.
public enum RedriveRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// It has come back as often as is allowed.
    case tooOften(attempts: Int)
    /// Nothing tells where it came from.
    case unknownSource
    /// OrderKeeper does not read the topic that it names.
    case foreignTopic(String)
    /// The letter is of a topic that holds no letters of ours.
    case foreignLetter(String)

    /// The refusal as a clause.
    public var description: String {
        switch self {
        case .tooOften(let attempts): "was redriven \(attempts)× already and failed each time"
        case .unknownSource: "does not say which topic it came from"
        case .foreignTopic(let topic): "came from \(topic), which is no topic that OrderKeeper reads"
        case .foreignLetter(let topic): "lies in \(topic), which is neither the dead-letter nor the late topic"
        }
    }
}
