import Streaming
import Testing

@testable import Pipeline

@Suite("Who cancelled lately")
struct CancellingCustomersTests {
    private static func time(_ seconds: Int64) -> EventTime { Driver.noon.asEventTime.advanced(by: .seconds(seconds)) }

    /// Everything that is known, as bytes.
    private static func picture(_ customers: inout CancellingCustomers) -> [UInt8] {
        var writer = StateWriter()
        customers.beginCheckpoint()
        let isLast = customers.writeCheckpoint(to: &writer, budget: .max)
        #expect(isLast)
        return writer.bytes
    }

    @Test("is told as by whoever keeps every time, also after restarts, byte for byte", arguments: 0 as UInt64..<10)
    func likeAList(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        var customers = CancellingCustomers()
        var times: [UInt64: [EventTime]] = [:]
        var journal: [[UInt8]] = []
        var clusters = 0
        for step in 0..<2000 as Range<Int64> {
            // Now and then nobody cancels for a while, and events come somewhat out of order.
            let pause = Int64(step / 500) * 4000
            let time = Self.time(pause + step * 30 - Int64.random(in: 0..<60, using: &chance))
            let customer = UInt64.random(in: 0..<60, using: &chance) * UInt64.random(in: 0..<4, using: &chance)
            let known = times[customer, default: []].count { $0 > time.advanced(by: .minutes(-60)) }
            let isCluster = customers.note(customer, at: time)
            #expect(isCluster == (known >= 3), "step \(step), seed \(seed)")
            times[customer, default: []].append(time)
            clusters += isCluster ? 1 : 0
            if chance.hits(0.02) {
                customers.forget(customer)
                times[customer] = nil
            }
            guard chance.hits(0.1) else { continue }
            var writer = StateWriter()
            customers.writeChanges(to: &writer)
            journal.append(writer.bytes)
            guard chance.hits(0.2) else { continue }
            var restored = CancellingCustomers()
            for entry in journal {
                var reader = StateReader(entry)
                try restored.restore(changes: &reader)
                try reader.end()
            }
            restored.finishRestoring()
            let pictures = (Self.picture(&restored), Self.picture(&customers))
            #expect(pictures.0 == pictures.1, "step \(step), seed \(seed)")
            customers = restored
        }
        #expect(clusters > 100 && clusters < 1900)
        // Most are forgotten by themselves.
        _ = customers.note(1, at: Self.time(1_000_000))
        let count = customers.count
        #expect(count == 1)
    }

    @Test("is bounded: too many customers are all usual, until others are forgotten")
    func bound() {
        var customers = CancellingCustomers()
        for customer in 0..<UInt64(CancellingCustomers.customersMax) { _ = customers.note(customer, at: Self.time(0)) }
        var told: [Bool] = []
        for second in 0..<9 as Range<Int64> { told.append(customers.note(.max, at: Self.time(second))) }
        #expect(told == Array(repeating: false, count: 9))
        let full = customers.count
        #expect(full == CancellingCustomers.customersMax)
        told = []
        for second in 4800..<4805 as Range<Int64> { told.append(customers.note(.max, at: Self.time(second))) }
        #expect(told == [false, false, false, true, true])
        let left = customers.count
        #expect(left == 1)
    }

    @Test("is forgotten at the same moments after a restart")
    func sweeps() throws {
        var customers = CancellingCustomers()
        for (customer, second) in [(1, 0), (2, 4000)] as [(UInt64, Int64)] {
            _ = customers.note(customer, at: Self.time(second))
        }
        var writer = StateWriter()
        customers.writeChanges(to: &writer)
        var restored = CancellingCustomers()
        var reader = StateReader(writer.bytes)
        try restored.restore(changes: &reader)
        restored.finishRestoring()
        for second in [4400, 4600] as [Int64] {
            _ = customers.note(2, at: Self.time(second))
            _ = restored.note(2, at: Self.time(second))
            let counts = (customers.count, restored.count)
            #expect(counts == (second == 4400 ? (2, 2) : (1, 1)))
        }
    }

    @Test("comes back from a checkpoint in parts too")
    func parts() throws {
        var customers = CancellingCustomers()
        for customer in 0..<300 as Range<UInt64> {
            for second in 0..<3 as Range<Int64> { _ = customers.note(customer, at: Self.time(second * 10)) }
        }
        customers.beginCheckpoint()
        var restored = CancellingCustomers()
        var isLast = false
        var count = 0
        while !isLast {
            var writer = StateWriter()
            isLast = customers.writeCheckpoint(to: &writer, budget: 500)
            var reader = StateReader(writer.bytes)
            try restored.restore(checkpoint: &reader)
            try reader.end()
            count += 1
        }
        #expect(count > 5)
        restored.finishRestoring()
        let (known, unknown) = (restored.note(7, at: Self.time(60)), restored.note(300, at: Self.time(60)))
        #expect(known && !unknown)
    }

    @Test("is refused when times are not in order")
    func hostile() {
        var writer = StateWriter()
        writer.time(Self.time(0))
        writer.number(1)
        writer.number(0)
        writer.flag(true)
        writer.fixed(7)
        for second in [3, 2, 1] as [Int64] { writer.time(Self.time(second)) }
        var reader = StateReader(writer.bytes)
        var customers = CancellingCustomers()
        do {
            try customers.restore(changes: &reader)
            Issue.record("it was taken")
        } catch {
            #expect("\(error)".contains("not in order of time"))
        }
    }
}
