internal import Commerce
internal import Streaming

/// An answer of the keeper to what was not asked yet.
///
/// Without transactions a request is there before the state of who made it: whoever comes back after it died hears the answer
/// before it has read what makes it ask. So the answer is kept until it has read that far.
struct EarlyAnswer: StateCodable {
    var answer: BudgetAnswer
    var at: EventTime

    init(_ answer: BudgetAnswer, at time: EventTime) {
        self.answer = answer
        at = time
    }

    func write(to writer: inout StateWriter) { writer.bytes(BudgetCodec.encode(answer, at: at)) }

    init(from reader: inout StateReader) throws(StateError) {
        let bytes = try reader.bytes()
        do throws(DecodeError) {
            (answer, at) = try BudgetCodec.decodeAnswer(bytes)
        } catch {
            throw StateError("an answer of the keeper cannot be read: \(error)")
        }
    }
}
