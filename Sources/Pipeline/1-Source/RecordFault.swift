internal import Commerce

/// Why a record goes to the dead letters: the data is wrong, so no repetition helps.
enum RecordFault: Hashable {
    /// The bytes are not an event of the contract.
    case undecodable(DecodeError)
    /// The event is dated further in the future than clocks may differ.
    case future(aheadMilliseconds: Int64)

    /// A stable name, in the dead letter's header `__connect.errors.exception.class.name`.
    var name: String {
        switch self {
        case .undecodable(let error): "DecodeError.\(error.fault)"
        case .future: "FutureEvent"
        }
    }

    /// One sentence for a person, in the dead letter's header `__connect.errors.exception.message`.
    var sentence: String {
        switch self {
        case .undecodable(let error): "\(error)"
        case .future(let ahead): "occurred_at: \(ahead) ms in the future, more than max-clock-skew allows"
        }
    }
}
