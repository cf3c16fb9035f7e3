internal import Streaming

// One reader per shape of event. Each reads the fields that the contract gives to it and no other.
extension EventDecoder {
    func readOrder(_ event: inout Event, _ batch: inout EventBatch) throws(DecodeError) {
        event.orderID = try requiredIdentifier(.orderID, to: &batch.text)
        event.orderHash = parser.withText(member(.orderID)) { StableHash.of($0) }
        event.customerID = try identifier(.customerID, to: &batch.text)
    }

    func checkComment() throws(DecodeError) {
        let node = member(.comment)
        if node != 0, parser.kind(node) != .string { throw DecodeError(field: "comment", fault: .wrongType) }
    }

    mutating func readPlaced(
        _ event: inout Event,
        _ batch: inout EventBatch,
        _ others: inout Int
    ) throws(DecodeError) {
        try readOrder(&event, &batch)
        event.amountMinor = try signedMoney(.totalMinor)
        event.currency = try currency()
        event.channel = try word(.channel)
        event.country = try word(.country)
        event.timeZone = try word(.timeZone)
        event.locale = try word(.locale)
        event.tier = try closed(.customerTier, tiers, &others)
        event.customMade = try flag(.customMade) ?? false
        event.lines = try readLines(into: &batch.lines)
    }

    func readCancelled(_ event: inout Event, _ batch: inout EventBatch, _ others: inout Int) throws(DecodeError) {
        try readOrder(&event, &batch)
        event.reason = try closed(.cancelReason, reasons, &others)
        event.canceller = try closed(.cancelledBy, cancellers, &others)
        try checkComment()
    }

    mutating func readShipped(_ event: inout Event, _ batch: inout EventBatch) throws(DecodeError) {
        try readOrder(&event, &batch)
        try checkIdentifier(.parcelID)
        event.carrier = try word(.carrier)
        event.warehouse = try word(.warehouse)
        if member(.promisedAt) != 0 { event.promisedAt = try time(member(.promisedAt), "promised_at") }
    }

    func readDelivered(_ event: inout Event, _ batch: inout EventBatch) throws(DecodeError) {
        try readOrder(&event, &batch)
        try checkIdentifier(.parcelID)
    }

    func readReturned(_ event: inout Event, _ batch: inout EventBatch, _ others: inout Int) throws(DecodeError) {
        try readOrder(&event, &batch)
        event.reason = try closed(.returnReason, reasons, &others)
    }

    mutating func readPayment(_ event: inout Event, _ batch: inout EventBatch) throws(DecodeError) {
        try readOrder(&event, &batch)
        try checkIdentifier(.paymentID)
        event.amountMinor = try money(.amountMinor)
        event.currency = try currency()
        event.provider = try word(.provider)
        event.method = try word(.method)
        event.issuer = try word(.issuer)
        event.country = try word(.country)
        event.attempt = Int32(try integer(.attempt, in: 1...EventLimits.attempts, absent: 1))
        if event.type == .paymentFailed { event.declineCode = try word(.declineCode) }
    }

    mutating func readLevel(_ event: inout Event) throws(DecodeError) {
        try readStock(&event)
        // An absent level would read as a stockout.
        guard member(.available) != 0 else { throw DecodeError(field: "available", fault: .missing) }
        event.available = try integer(.available, in: 0...EventLimits.level)
        event.previous = try integer(.previous, in: 0...EventLimits.level)
    }

    mutating func readReservation(_ event: inout Event, _ batch: inout EventBatch) throws(DecodeError) {
        try readOrder(&event, &batch)
        try readStock(&event)
        event.quantity = try integer(.quantityRequested, in: 0...EventLimits.quantity)
        event.available = try integer(.available, in: 0...EventLimits.level)
    }

    private mutating func readStock(_ event: inout Event) throws(DecodeError) {
        guard member(.sku) != 0 else { throw DecodeError(field: "sku", fault: .missing) }
        try checkIdentifier(.sku)
        event.sku = try word(.sku)
        event.category = try word(.category)
        event.warehouse = try word(.warehouse)
    }

    mutating func readMisShipped(
        _ event: inout Event,
        _ batch: inout EventBatch,
        _ others: inout Int
    ) throws(DecodeError) {
        try readOrder(&event, &batch)
        try checkIdentifier(.parcelID)
        event.warehouse = try word(.warehouse)
        event.carrier = try word(.carrier)
        event.fault = try closed(.cause, faults, &others)
        try checkIdentifier(.expectedSKU)
        event.sku = try word(.expectedSKU)
        try checkIdentifier(.receivedSKU)
    }

    func readFeedback(_ event: inout Event, _ batch: inout EventBatch, _ others: inout Int) throws(DecodeError) {
        try readOrder(&event, &batch)
        event.score = Int32(try integer(.score, in: 0...100, absent: -1))
        event.reason = try closed(.reason, reasons, &others)
        try checkComment()
    }
}

// MARK: Lines

extension EventDecoder {
    private mutating func readLines(into lines: inout [OrderLine]) throws(DecodeError) -> BatchRange {
        let array = member(.lines)
        guard array != 0 else { return .empty }
        guard parser.kind(array) == .array else { throw DecodeError(field: "lines", fault: .wrongType) }
        let start = lines.count
        var node = array + 1
        let end = parser.next(array)
        while node < end {
            let index = lines.count - start
            guard index < EventLimits.lines else {
                let problem = "has more than \(EventLimits.lines) elements"
                throw DecodeError(field: "lines", problem: problem, fault: .outOfRange)
            }
            do throws(DecodeError) {
                lines.append(try readLine(node))
            } catch {
                throw error.inside("lines[\(index)]")
            }
            node = parser.next(node)
        }
        precondition(lines.count <= Int(Int32.max), "a batch has less than 2 billion lines")
        return BatchRange(start: Int32(start), count: Int32(lines.count - start))
    }

    private mutating func readLine(_ object: Int) throws(DecodeError) -> OrderLine {
        guard parser.kind(object) == .object else { throw .document(.wrongType) }
        parser.select(object)
        guard member(.sku) != 0 else { throw DecodeError(field: "sku", fault: .missing) }
        try checkIdentifier(.sku)
        var line = OrderLine()
        line.sku = try word(.sku)
        line.category = try word(.category)
        line.warehouse = try word(.warehouse)
        line.quantity = try integer(.quantity, in: 0...EventLimits.quantity, absent: 1)
        line.unitPriceMinor = try signedMoney(.unitPriceMinor)
        return line
    }
}
