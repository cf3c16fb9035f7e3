internal import Streaming

extension OrderTracker {
    mutating func writeChanges(to writer: inout StateWriter) {
        cancelling.writeChanges(to: &writer)
        withTexts { orders, texts in
            orders.writeChanges(to: &writer) { $1.write(to: &$0, texts: texts) }
        }
    }

    mutating func beginCheckpoint() {
        cancelling.beginCheckpoint()
        orders.beginCheckpoint()
    }

    mutating func writeCheckpoint(to writer: inout StateWriter, budget: Int) -> Bool {
        let end = writer.count + budget
        let isLast = cancelling.writeCheckpoint(to: &writer, budget: budget)
        return withTexts { orders, texts in
            let left = max(0, end - writer.count)
            return orders.writeCheckpoint(to: &writer, budget: left) { $1.write(to: &$0, texts: texts) } && isLast
        }
    }

    mutating func restore(changes reader: inout StateReader) throws(StateError) {
        try cancelling.restore(changes: &reader)
        try withTexts { (orders, texts) throws(StateError) in
            try orders.restoreChanges(from: &reader) {
                texts.release($0)
            } _: { (reader) throws(StateError) in
                try OrderState(from: &reader, texts: &texts)
            }
        }
    }

    mutating func restore(checkpoint reader: inout StateReader) throws(StateError) {
        try cancelling.restore(checkpoint: &reader)
        try withTexts { (orders, texts) throws(StateError) in
            try orders.restoreCheckpoint(from: &reader) {
                texts.release($0)
            } _: { (reader) throws(StateError) in
                try OrderState(from: &reader, texts: &texts)
            }
        }
    }

    /// Lends the orders and their texts to `body`, which changes both.
    private mutating func withTexts<Result, Failure: Error>(
        _ body: (inout StateTable<OrderState>, inout ByteArena) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var texts = ByteArena()
        swap(&texts, &self.texts)
        defer { swap(&texts, &self.texts) }
        return try body(&orders, &texts)
    }

    mutating func begin(in context: inout TrackContext) throws(StateError) {
        cancelling.finishRestoring()
        orders.finishRestoring()
        for slot in orders.slots where orders.holds(slot) && orders[slot].forgetAt <= context.watermark { remove(slot) }
        orders.forEach { key, order in
            if let deadline = order.confirmBy(context.deadlines), !order.facts.contains(.confirmationPast) {
                set(.confirm, at: deadline, for: key, &context)
            }
            if order.promisedAt != .distantFuture, !order.facts.contains(.promisePast) {
                set(.promise, at: order.promisedAt, for: key, &context)
            }
        }
    }
}
