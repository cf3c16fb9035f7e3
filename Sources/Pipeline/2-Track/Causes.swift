internal import Commerce

// How the words of events become causes of triggers. Every word has a cause of the same name.

extension CancelReason {
    /// The cause of a trigger for a cancellation with this reason.
    var asCause: Cause { Cause(sameNameAs: self) }
}

extension ShipmentFault {
    /// The cause of a trigger for a parcel with this fault.
    var asCause: Cause { Cause(sameNameAs: self) }
}

extension DeclineFamily {
    /// The cause of a trigger for a payment declined this way.
    var asCause: Cause { Cause(sameNameAs: self) }

    /// The family's place in the list.
    var ordinal: Int {
        switch self {
        case .technical: 0
        case .funds: 1
        case .authentication: 2
        case .details: 3
        case .ambiguous: 4
        case .fraud: 5
        }
    }
}

extension Cause {
    fileprivate init<Word: RawRepresentable<String>>(sameNameAs word: Word) {
        guard let cause = Cause(rawValue: word.rawValue) else {
            preconditionFailure("there is no cause named \(word.rawValue)")
        }
        self = cause
    }
}
