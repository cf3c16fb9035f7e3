internal import Commerce

extension EventBatch {
    /// Puts a pseudonym in the place of the customer of the last event. What was there stays in ``text``, of which nothing
    /// is kept.
    mutating func hideLastCustomer(behind pseudonyms: Pseudonyms) {
        let last = events.count - 1
        let range = events[last].customerID
        guard !range.isEmpty else { return }
        let pseudonym = pseudonyms.bytes(of: Array(text[range.indices]))
        events[last].customerID = BatchRange(start: Int32(text.count), count: Int32(pseudonym.count))
        text += pseudonym
    }
}
