public import Streaming

/// ``BudgetRequest`` and ``BudgetAnswer`` as JSON: the records of `orderkeeper.budgets.v1`, and the answers in
/// `orderkeeper.notices.v1`.
public enum BudgetCodec {
    /// The `type` of a request.
    public static let requestType = "budget_request"
    /// The `type` of an answer.
    public static let answerType = "budget_answer"
    /// A request's type as a CloudEvent.
    public static let requestEventType = "orderkeeper.budget_request.v1"
    /// An answer's type as a CloudEvent.
    public static let answerEventType = "orderkeeper.budget_answer.v1"

    /// The request as JSON: the same request gives the same bytes.
    public static func encode(_ request: BudgetRequest, at time: EventTime) -> [UInt8] {
        encode(request, type: requestType, at: time, granted: nil)
    }

    /// The answer as JSON: the same answer gives the same bytes.
    public static func encode(_ answer: BudgetAnswer, at time: EventTime) -> [UInt8] {
        encode(answer.request, type: answerType, at: time, granted: answer.isGranted)
    }

    private static func encode(
        _ request: BudgetRequest,
        type: String,
        at time: EventTime,
        granted: Bool?
    ) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("type", type)
        json.member("request_id", request.id)
        json.member("occurred_at", time)
        json.member("policy", request.policy)
        json.member("day", request.day)
        json.member("currency", request.amount.currency)
        json.member("amount_minor", request.amount.amountMinor)
        json.member("limit_minor", request.limitMinor)
        json.member("customer_id", request.customerID)
        json.member("order_id", request.orderID)
        json.member("partition", Int(request.partition))
        json.member("position", request.position)
        json.member("granted", granted)
        json.endObject()
        return json.bytes
    }

    /// The request in `bytes`, and when it was made.
    ///
    /// - Throws: the first fault found. The bytes are no request of this version.
    public static func decodeRequest(_ bytes: [UInt8]) throws(DecodeError) -> (BudgetRequest, EventTime) {
        let record = try RecordReader(bytes, type: requestType)
        return (try request(record), try record.time("occurred_at"))
    }

    /// The answer in `bytes`, and when it was asked for.
    ///
    /// - Throws: the first fault found. The bytes are no answer of this version.
    public static func decodeAnswer(_ bytes: [UInt8]) throws(DecodeError) -> (BudgetAnswer, EventTime) {
        let record = try RecordReader(bytes, type: answerType)
        let answer = BudgetAnswer(try request(record), isGranted: try record.bool("granted"))
        return (answer, try record.time("occurred_at"))
    }

    private static func request(_ record: RecordReader) throws(DecodeError) -> BudgetRequest {
        let amount = try record.money()
        var request = BudgetRequest(
            id: try record.string("request_id"),
            policy: try record.string("policy"),
            day: try record.integer("day"),
            amount: amount,
            limitMinor: try record.integer("limit_minor"),
            customerID: try record.string("customer_id"),
            orderID: try record.string("order_id")
        )
        guard let partition = Int32(exactly: try record.integer("partition")), partition >= 0 else {
            throw DecodeError(field: "partition", fault: .outOfRange)
        }
        request.partition = partition
        request.position = try record.optionalInteger("position") ?? 0
        return request
    }
}
