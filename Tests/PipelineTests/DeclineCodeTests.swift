import Commerce
import Kafka
import Streaming
import Testing

@testable import Pipeline

@Suite("Decline codes in TRACK")
struct DeclineCodeTests {
    private func causes(_ driver: Driver) throws -> [Cause] {
        try driver.triggers().map(\.cause)
    }

    private func fail(_ number: Int, _ provider: String, _ code: String?, _ driver: inout Driver) {
        let events = Events(orderID: "O-\(number)", customerID: "C-\(number)")
        let payment = SourceEvents.Payment(amountMinor: 1, currency: "EUR", provider: provider)
        let value = SourceEvents.paymentFailed(events.head("failed", Int64(number)), payment, declineCode: code)
        driver.pipe(.paymentFailed, key: events.orderID, value)
    }

    @Test("mean what their provider means by them")
    func providers() throws {
        var driver = try Driver()
        for (number, provider) in ["worldpay", "adyen", "worldpay", "adyen"].enumerated() {
            fail(number, provider, "5", &driver)
        }
        driver.run(at: .minutes(2))
        #expect(try causes(driver) == [.ambiguous, .fraud, .ambiguous, .fraud])
    }

    @Test("mean what a user says they mean")
    func configured() throws {
        var rules = TrackRules()
        rules.declineCodes = [
            DeclineCode(provider: "psp", code: "E77", family: .technical), DeclineCode(code: "51", family: .details),
        ]
        var driver = try Driver(track: rules)
        fail(0, "psp", "e77", &driver)
        fail(1, "other-psp", "e77", &driver)
        fail(2, "psp", "51", &driver)
        driver.run(at: .minutes(2))
        #expect(try causes(driver) == [.technical, .ambiguous, .details])
    }

    @Test(
        "that are on no list are ambiguous and counted by name, no more names than fit; no code is not an unknown one"
    )
    func unknown() throws {
        var driver = try Driver()
        for number in 0..<300 { fail(number, "psp", number < 100 ? "E1" : "X\(number)", &driver) }
        fail(300, "psp", "51", &driver)
        fail(301, "psp", nil, &driver)
        driver.run(at: .minutes(10))
        let unknown = driver.pipeline.statistics.unknownDeclines
        #expect(unknown["psp:E1"] == 100)
        #expect(unknown.values.reduce(0, +) == 300)
        #expect(unknown.count == TaskStatistics.unknownDeclinesMax + 1)
        #expect(unknown["other"] == 101)
        #expect(try causes(driver).count { $0 == .ambiguous } == 301)
    }
}
