/// Remembers the first failure inside a transaction, so that a body that hides it cannot commit.
final class TransactionLedger {
    private(set) var failure: KafkaError?

    /// Notes `error` as it concerns the transaction, and returns it in that form.
    func note(_ error: KafkaError) -> KafkaError {
        var error = error
        // The library refuses records while a transaction waits to be aborted; that is no reason to reopen.
        if error.symbol == "_STATE" { error.recovery = .abort }
        if failure == nil { failure = error }
        return error
    }
}
