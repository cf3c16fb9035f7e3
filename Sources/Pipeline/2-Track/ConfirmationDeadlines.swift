internal import Commerce
internal import Streaming

/// How long after it was placed an order must be confirmed or paid, by how it is paid.
struct ConfirmationDeadlines {
    private let usual: Milliseconds
    private var byMethod: [(method: Word, length: Milliseconds)] = []

    init(_ rules: TrackRules, in words: inout WordTable) {
        usual = rules.confirmationDeadline
        for deadline in rules.confirmationDeadlines {
            let method = words.intern(deadline.method)
            // What has no place in the table is many methods.
            if method != .other { byMethod.append((method, deadline.length)) }
        }
    }

    /// The one for orders that are paid by `method`. A shop has a handful of methods, so they are looked through.
    subscript(method: Word) -> Milliseconds {
        for deadline in byMethod where deadline.method == method { return deadline.length }
        return usual
    }
}
