import Commerce
import Streaming
import Testing

@Suite("A flood of words")
struct WordFloodTests {
    private static func payment(_ number: Int, issuer: String, provider: String = "adyen") -> [UInt8] {
        let time = EventTime(milliseconds: 1_795_176_000_000)
        let head = SourceEvents.Head(eventID: "E-\(number)", occurredAt: time, orderID: "O-1", customerID: nil)
        let payment = SourceEvents.Payment(amountMinor: 1, currency: "EUR", provider: provider, issuer: issuer)
        return SourceEvents.paymentAuthorized(head, payment)
    }

    @Test("of one field fills that field's share, and takes nothing from words that are known or of other fields")
    func issuers() throws {
        var decoder = EventDecoder()
        var batch = EventBatch()
        func decode(_ value: [UInt8]) throws -> Event {
            batch.removeAll()
            _ = try decoder.decode(copying: value, into: &batch)
            return try #require(batch.events.first)
        }
        let known = try decode(Self.payment(0, issuer: "ing")).issuer
        for number in 1...66_000 { _ = try decode(Self.payment(number, issuer: "junk-\(number)")) }
        #expect(decoder.words.count < 66_000)
        #expect(try decode(Self.payment(0, issuer: "new-bank")).issuer == .other)
        #expect(try decode(Self.payment(0, issuer: "ing")).issuer == known)
        let provider = try decode(Self.payment(0, issuer: "ing", provider: "new-psp")).provider
        #expect(decoder.words.text(provider) == "new-psp")
    }

    @Test("of all fields leaves room in the table for words of our own")
    func shares() {
        #expect(EventDecoder.wordShares.reduce(0, +) < EventDecoder.makeWords().capacity - 1000)
    }
}
