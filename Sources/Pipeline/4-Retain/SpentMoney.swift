internal import Commerce
internal import Streaming

/// What offers of one policy and currency cost on one day at most, together.
struct SpentMoney: StateCodable {
    /// Whole days since 1970-01-01 in UTC.
    var day: Int64
    /// In minor units; never above what the policy allows.
    var minor: Int64 = 0

    init(day: Int64) { self.day = day }

    /// Spends what `request` asks for, if it is there, or takes back what it gives. Returns whether it was there.
    mutating func take(_ request: BudgetRequest) -> Bool {
        let (sum, overflow) = minor.addingReportingOverflow(request.amount.amountMinor)
        if request.amount.amountMinor <= 0 {
            minor = overflow ? 0 : max(0, sum)
            return true
        }
        guard !overflow, sum <= request.limitMinor else { return false }
        minor = sum
        return true
    }

    func write(to writer: inout StateWriter) {
        writer.signed(day)
        writer.signed(minor)
    }

    init(from reader: inout StateReader) throws(StateError) {
        day = try reader.signed()
        minor = try reader.signed()
    }
}
