/// What became of the records sent since the last flush.
struct DeliveryTally {
    var delivered = 0
    private(set) var failed = 0
    private(set) var firstFailure: KafkaError?

    mutating func fail(with error: KafkaError) {
        failed += 1
        if firstFailure == nil { firstFailure = error }
    }
}
