import Commerce
import Streaming

/// Everything about a shop that does not change while it runs, ready to be drawn from.
struct World: Sendable {
    let configuration: ShopConfiguration
    let instruments: [Instrument]
    let skus: [Sku]
    let customers: [Customer]

    let instrumentChoice: WeightedChoice
    let methodChoices: [WeightedChoice]
    let skuChoice: WeightedChoice
    let customerChoice: WeightedChoice
    let channelChoice: WeightedChoice
    let warehouseChoice: WeightedChoice
    let carrierChoice: WeightedChoice
    let words = WordChoices()
    /// The names of all methods, each once, and for each provider which of them its methods are.
    let methodNames: [String]
    let methodIndices: [[Int]]
    /// How far ahead the clocks of the providers and of the warehouses are, in milliseconds.
    let clocks: Clocks

    init(_ configuration: ShopConfiguration) {
        configuration.validate()
        self.configuration = configuration
        instruments = configuration.instruments
        precondition(instruments.count <= 256, "at most 256 pairs of provider and issuer")
        let instrumentChoice = WeightedChoice(instruments.map(\.share))
        let methodChoices = configuration.providers.map { WeightedChoice($0.methods.map(\.weight)) }
        let channelChoice = WeightedChoice(configuration.channels.map(\.weight))
        skus = Self.catalogue(configuration)
        skuChoice = WeightedChoice(skus.map(\.share))
        var chance = Chance(seed: configuration.seed, .customers)
        let countryChoice = WeightedChoice(configuration.countries.map(\.share))
        let tierChoice = WeightedChoice([0.15, 0.75, 0.10])
        let instruments = self.instruments
        customers = (0..<configuration.customerCount).map { _ in
            let instrument = instrumentChoice.pick(&chance)
            return Customer(
                tier: [.new, .regular, .vip][tierChoice.pick(&chance)],
                country: UInt8(countryChoice.pick(&chance)),
                channel: UInt8(channelChoice.pick(&chance)),
                instrument: UInt8(instrument),
                method: UInt8(methodChoices[instruments[instrument].provider].pick(&chance))
            )
        }
        customerChoice = WeightedChoice(customers.map(\.activity))
        var names: [String] = []
        methodIndices = configuration.providers.map { provider in
            provider.methods.map { method in
                if let index = names.firstIndex(of: method.name) { return index }
                names.append(method.name)
                return names.count - 1
            }
        }
        methodNames = names
        warehouseChoice = WeightedChoice(configuration.warehouses.map(\.weight))
        carrierChoice = WeightedChoice(configuration.carriers.map(\.weight))
        clocks = Clocks(configuration)
        self.instrumentChoice = instrumentChoice
        self.methodChoices = methodChoices
        self.channelChoice = channelChoice
    }

    /// Prices are log-normal around 120 in the catalogue's currency and end in 9.
    private static func catalogue(_ configuration: ShopConfiguration) -> [Sku] {
        var chance = Chance(seed: configuration.seed, .catalogue)
        let categories = WeightedChoice(configuration.categories.map(\.weight))
        let weights = (0..<configuration.skuCount).map {
            Elementary.exp(-configuration.skuExponent * Elementary.log(Double($0 + 1)))
        }
        let total = weights.reduce(0, +)
        return weights.enumerated().map { rank, weight in
            Sku(
                name: ShopConfiguration.sku(rank: rank),
                category: categories.pick(&chance),
                priceMinor: chance.logNormal(median: 12_000, spread: 0.7) / 100 * 100 + 99,
                share: weight / total
            )
        }
    }

    /// The price of `sku` in the currency of `country`, in minor units, at least one.
    func price(of sku: Int, in country: Int) -> Int64 {
        let rate = configuration.countries[country].exchangeRate
        return max(1, Int64((Double(skus[sku].priceMinor) * rate).rounded()))
    }
}
