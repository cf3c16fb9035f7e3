import Commerce
import Streaming
import Testing

@testable import Pipeline

@Suite("What decides which slices are kept")
struct SliceAdmissionTests {
    private static let noon = Driver.noon.asEventTime

    private static func key(_ issuer: UInt32) -> SliceKey {
        SliceKey(.paymentFailure, SliceCut(.issuer)).with(Word(rawValue: issuer), .unknown)
    }

    private static func provider(_ provider: UInt32) -> SliceKey {
        SliceKey(.paymentFailure, SliceCut(.provider)).with(Word(rawValue: provider), .unknown)
    }

    private static func pair(_ provider: UInt32, _ issuer: UInt32) -> SliceKey {
        SliceKey(.paymentFailure, SliceCut(.provider, .issuer))
            .with(Word(rawValue: provider), Word(rawValue: issuer))
    }

    @Test("gives every value its place while there is room, and then the rest to other")
    func room() {
        var admission = SliceAdmission(valuesMax: 8)
        for issuer in 10..<18 as Range<UInt32> {
            #expect(admission.place(of: Self.key(issuer)) == Self.key(issuer))
        }
        #expect(admission.place(of: Self.key(18)) == Self.key(Word.other.rawValue))
        #expect(admission.place(of: Self.key(10)) == Self.key(10))
        #expect(admission.place(of: SliceKey(.paymentFailure)) == SliceKey(.paymentFailure))
        #expect(admission.place(of: Self.provider(9)) == Self.provider(9))
        #expect(admission.turnedAway == 1)
    }

    @Test("gives up the lightest quarter when a value was turned away, the youngest first among equals")
    func ranking() {
        var admission = SliceAdmission(valuesMax: 8)
        for issuer in 10..<18 as Range<UInt32> { _ = admission.place(of: Self.key(issuer)) }
        for (issuer, weight) in [10: 5, 11: 1, 12: 3, 13: 1, 14: 2, 15: 1, 16: 4, 17: 9] as [UInt32: UInt32] {
            admission.weigh(Self.key(issuer), weight, at: Self.noon)
        }
        #expect(admission.rank(at: Self.noon) == [])
        _ = admission.place(of: Self.key(18))
        #expect(admission.rank(at: Self.noon) == [Self.key(13).rawValue, Self.key(15).rawValue])
        #expect(admission.place(of: Self.key(11)) == Self.key(11))
        #expect(admission.place(of: Self.key(19)) == Self.key(19))
    }

    @Test("lets what was heavy yesterday give way to what is less heavy today")
    func forgetting() {
        var admission = SliceAdmission(valuesMax: 4)
        for issuer in 10..<14 as Range<UInt32> { _ = admission.place(of: Self.key(issuer)) }
        admission.weigh(Self.key(10), 1000, at: Self.noon)
        let tomorrow = Self.noon.advanced(by: .days(1))
        for issuer in 11..<14 as Range<UInt32> { admission.weigh(Self.key(issuer), 1, at: tomorrow) }
        _ = admission.place(of: Self.key(14))
        #expect(admission.rank(at: tomorrow) == [Self.key(10).rawValue])
    }

    @Test("tells the money of a few currencies, and does not grow with invented ones")
    func currencies() throws {
        var counter = SliceCounter(panes: Panes(length: .seconds(10)), valuesMax: 16)
        var words = WordTable()
        let nobody: [UInt8] = []
        for number in 0..<1000 {
            let currency = words.intern("C\(number)")
            counter.addFailures(
                1,
                SliceKey(.paymentFailure),
                at: Self.noon,
                orderID: nobody.span,
                amountMinor: 5,
                currency: currency
            )
        }
        let records = counter.close(through: .distantFuture, task: "orders-0", words: words)
        let count = try #require(records.first?.counts.counts.first)
        #expect(count.failures == 1000)
        #expect(count.amounts.count == Int(SliceCounter.currenciesMax))
    }

    @Test("puts the tail of a pair inside the parts that have slices, and pairs go when a part of them goes")
    func pairs() {
        var admission = SliceAdmission(valuesMax: 4)
        let other = Word.other.rawValue
        for provider in [5, 6] as [UInt32] { _ = admission.place(of: Self.provider(provider)) }
        for issuer in 10..<14 as Range<UInt32> { _ = admission.place(of: Self.key(issuer)) }
        #expect(admission.place(of: Self.pair(5, 10)) == Self.pair(5, 10))
        // The issuer has no slice of its own.
        #expect(admission.place(of: Self.key(14)) == Self.key(other))
        #expect(admission.place(of: Self.pair(5, 14)) == Self.pair(5, other))
        #expect(admission.place(of: Self.pair(99, 14)) == Self.pair(other, other))
        // Issuer 13 goes, and what it has with a provider too.
        #expect(admission.place(of: Self.pair(6, 13)) == Self.pair(6, 13))
        for issuer in 10..<13 as Range<UInt32> { admission.weigh(Self.key(issuer), 1, at: Self.noon) }
        #expect(admission.rank(at: Self.noon) == [Self.key(13).rawValue, Self.pair(6, 13).rawValue])
        #expect(admission.substitute(of: Self.pair(6, 13)) == Self.pair(6, other))
        // There is no room for the pair, though both parts have slices.
        for issuer in 10..<13 as Range<UInt32> { _ = admission.place(of: Self.pair(6, issuer)) }
        #expect(admission.place(of: Self.pair(5, 11)) == Self.pair(5, other))
    }
}
