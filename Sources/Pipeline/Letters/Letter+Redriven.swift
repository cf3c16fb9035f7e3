public import Kafka

extension Letter {
    /// The record that goes back to where the letter came from: the original key, value, headers and timestamp, with
    /// headers that say which letter it was made of and how often that has happened.
    ///
    /// The partition follows from the key, as with the shop's producers, so a repaired key comes where it belongs. A
    /// record without a key, and one of an internal topic, goes back to its own partition.
    ///
    /// - Throws: why it is not sent back.
    public func redriven(by rules: RedriveRules) throws(RedriveRefusal) -> ProducedRecord {
        guard rules.letterTopics.contains(place.partition.topic) else {
            throw .foreignLetter(place.partition.topic)
        }
        guard let source else { throw .unknownSource }
        let isInternal = rules.internalTopics.contains(source.topic)
        guard isInternal || rules.topics.sources.contains(source.topic) else { throw .foreignTopic(source.topic) }
        guard attempts < rules.attemptsMax else { throw .tooOften(attempts: attempts) }
        let marks = [
            (LetterHeaders.redrivenFrom, place.description),
            (LetterHeaders.redriveAttempts, String(attempts + 1)),
        ]
        return ProducedRecord(
            topic: source.topic,
            partition: isInternal || key?.isEmpty ?? true ? source.partition : nil,
            key: key,
            value: value,
            headers: LetterHeaders.original(headers) + marks.map { Header(name: $0.0, value: Array($0.1.utf8)) },
            timestamp: timestamp
        )
    }
}
