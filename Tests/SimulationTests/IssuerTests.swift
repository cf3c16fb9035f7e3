import Commerce
import Simulation
import Streaming
import Testing

@Suite("The banks of a simulated shop")
struct IssuerTests {
    /// A shop that ships nothing and knows no preferences: only the payments matter.
    private func payingShop(seed: UInt64, hours: Int64, ordersPerDay: Double) -> ShopConfiguration {
        var shop = flatShop(seed: seed, hours: hours, ordersPerDay: ordersPerDay)
        shop.behaviour.shippingMedian = .days(100)
        shop.behaviour.preferencesShare = 0
        return shop
    }

    @Test("decline 7.6 % together, and each what was published", arguments: [21] as [UInt64])
    func rates(seed: UInt64) throws {
        let story = try Story(Scenario("calm", payingShop(seed: seed, hours: 9, ordersPerDay: 60_000)))
        let pooled = story.firstAttempts()
        #expect(abs(pooled.failedShare - 0.076) < 0.009, "seed \(seed), \(pooled)")
        for figure in IssuerFigures.all {
            let (count, share) = story.firstAttempts { $0.issuer == figure.name }
            let rate = figure.businessDeclineRate + figure.technicalDeclineRate
            // Four standard errors, and the drift: 0.15 on the logit, slow enough to last.
            let error = 4 * (rate * (1 - rate) / Double(max(count, 1))).squareRoot() + 0.3 * rate
            #expect(abs(share - rate) <= error + 0.001, "seed \(seed), \(figure.name): \(share) of \(count)")
        }
    }

    @Test("have the volumes that were published, and providers come near their shares")
    func volumes() throws {
        let shop = payingShop(seed: 23, hours: 4, ordersPerDay: 60_000)
        let story = try Story(Scenario("calm", shop))
        let (total, _) = story.firstAttempts()
        let (largest, _) = story.firstAttempts { $0.issuer == "state_bank_of_india" }
        #expect(abs(Double(largest) / Double(total) - 0.2577) < 0.025)
        for provider in shop.providers {
            let (count, _) = story.firstAttempts { $0.provider == provider.name }
            #expect(abs(Double(count) / Double(total) - provider.share) < 0.03, "\(provider.name)")
        }
    }

    @Test("belong to one provider or two")
    func instruments() {
        let shop = flatShop(seed: 1)
        let providers = Dictionary(grouping: shop.instruments, by: \.issuer)
        #expect(providers.count == 50)
        #expect(providers.values.allSatisfy { $0.count <= 2 })
        #expect(providers.values.contains { $0.count == 2 })
        #expect(abs(shop.instruments.reduce(0) { $0 + $1.share } - 1) < 1e-9)
    }

    @Test("drift: their rates vary from hour to hour more than coin tosses, when told to")
    func drift() throws {
        func dispersion(_ deviation: Double) throws -> Double {
            var shop = payingShop(seed: 24, hours: 24, ordersPerDay: 20_000)
            shop.behaviour.driftDeviation = deviation
            let story = try Story(Scenario("calm", shop))
            let own = story.pages.filter {
                $0.issuer == "state_bank_of_india" && $0.event.attempt == 1
                    && ($0.type == .paymentFailed || $0.isSuccess)
            }
            let hours = Dictionary(grouping: own) { $0.time / 3_600_000 }
            let rate = Double(own.filter { $0.type == .paymentFailed }.count) / Double(own.count)
            let squares = hours.values.map { hour in
                let failed = Double(hour.filter { $0.type == .paymentFailed }.count)
                let expected = rate * Double(hour.count)
                return (failed - expected) * (failed - expected) / (expected * (1 - rate))
            }
            return squares.reduce(0, +) / Double(squares.count - 1)
        }
        #expect(try dispersion(0) < 1.8)
        #expect(try dispersion(0.6) > 3)
    }
}
